package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.TestTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

/** Code that was written for Spring Security's own decoder finds what it expects. */
class VerifiedSpringJwtTest {

    private final TestTokens tokens = new TestTokens();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void stop() {
        tokens.close();
    }

    @Test
    void hasTimesAsInstants() {
        Jwt jwt = VerifiedSpringJwt.of("token", tokens.verified(t -> t.issuedAt(now.minusSeconds(3))
                .notBefore(now.minusSeconds(2))
                .expiresAt(now.plusSeconds(60))));

        assertThat(jwt.getClaims())
                .containsEntry("iat", now.minusSeconds(3))
                .containsEntry("nbf", now.minusSeconds(2))
                .containsEntry("exp", now.plusSeconds(60));
        assertThat(jwt.getIssuedAt()).isEqualTo(now.minusSeconds(3));
        assertThat(jwt.getExpiresAt()).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void hasTheAudienceAsAList() {
        Jwt jwt = VerifiedSpringJwt.of("token", tokens.verified(t -> {}));

        assertThat(jwt.getClaims()).containsEntry("aud", List.of(tokens.issuer().audience()));
    }

    @Test
    void hasNoClaimThatIsNull() {
        Jwt jwt = VerifiedSpringJwt.of(
                "token", tokens.verified(t -> t.claim("nothing", null).claim("x", 1L)));

        assertThat(jwt.getClaims()).doesNotContainKey("nothing").containsEntry("x", 1L);
    }

    @Test
    void hasTheHeadersThatTheVerifierHasChecked() {
        Jwt jwt = VerifiedSpringJwt.of("token", tokens.verified(t -> t.type("at+jwt")));

        assertThat(jwt.getHeaders()).containsOnlyKeys("alg", "kid", "typ");
        assertThat(jwt.getHeaders())
                .containsEntry("kid", tokens.issuer().keyId())
                .containsEntry("typ", "at+jwt");
    }

    @Test
    void equalsOneOfTheSameToken() {
        VerifiedJwt verified = tokens.verified(t -> t.subject("u1"));
        Jwt jwt = VerifiedSpringJwt.of("token", verified);
        Jwt same = VerifiedSpringJwt.of("token", verified);
        Jwt other = VerifiedSpringJwt.of("other", tokens.verified(t -> t.subject("u2")));

        assertThat(jwt).isNotEqualTo(other).doesNotHaveSameHashCodeAs(other);
        assertThat(jwt).isEqualTo(same).hasSameHashCodeAs(same);
    }
}
