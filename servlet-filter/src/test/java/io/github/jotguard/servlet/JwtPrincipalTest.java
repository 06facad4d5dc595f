package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestToken;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JwtPrincipalTest {

    private final TestIssuer issuer = TestIssuer.builder().algorithm("HS256").start();
    private final JwtVerifier verifier =
            JwtVerifier.trusting(TrustedIssuer.anyIssuer(SharedSecret.ofBytes(issuer.sharedSecret()))
                    .audience(issuer.audience())
                    .build());

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void isNamedByTheSubject() {
        assertThat(principal(t -> t.subject("u1")).getName()).isEqualTo("u1");
    }

    @Test
    void isTheSameForAnotherTokenOfTheSameSubjectAndIssuer() {
        JwtPrincipal first = principal(t -> t.subject("u1").claim("n", 1));
        JwtPrincipal second = principal(t -> t.subject("u1").claim("n", 2));

        assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
    }

    @Test
    void isAnotherForAnotherSubjectOrIssuer() {
        JwtPrincipal first = principal(t -> t.subject("u1"));

        assertThat(first).isNotEqualTo(principal(t -> t.subject("u2")));
        assertThat(first).doesNotHaveSameHashCodeAs(principal(t -> t.subject("u2")));
        assertThat(first).isNotEqualTo(principal(t -> t.subject("u1").issuer("https://other.example.test")));
        assertThat(first).isNotEqualTo(principal(t -> t.subject("u1").withoutClaim("iss")));
    }

    @Test
    void cannotBeMadeOfATokenThatNamesNobody() {
        VerifiedJwt nobody = jwt(t -> t.withoutClaim("sub"));

        assertThatIllegalArgumentException().isThrownBy(() -> new JwtPrincipal(nobody));
        assertThat(JwtPrincipal.of(nobody)).isEmpty();
    }

    @Test
    void showsNoClaim() {
        assertThat(principal(t -> t.subject("marked").email("marked@example.test"))
                        .toString())
                .doesNotContain("marked");
    }

    private JwtPrincipal principal(Consumer<TestToken> changes) {
        return new JwtPrincipal(jwt(changes));
    }

    private VerifiedJwt jwt(Consumer<TestToken> changes) {
        return verifier.verify(issuer.token(changes));
    }
}
