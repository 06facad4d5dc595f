package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.issuers.KnownIssuers;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of the demo issuer are accepted by Jotguard's settings for Better Auth. */
class JotguardTest {

    private DataSource database;
    private DemoIssuer issuer;

    @BeforeEach
    void start() throws SQLException {
        database = TestDatabase.emptied().dataSource();
        issuer = DemoIssuer.start(database, DemoIssuerOptions.defaults());
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void isTrustedLikeABetterAuthServerBeforeAndAfterARotation() {
        String id = issuer.createUser("Ada", "ada@example.test", "correct horse");
        String before = issuer.tokenFor(id);
        issuer.rotate();
        String after = issuer.tokenFor(id);

        try (JwtVerifier verifier = verifier()) {
            assertThat(verifier.verify(before).subject()).isEqualTo(id);
            VerifiedJwt jwt = verifier.verify(after);
            assertThat(jwt.subject()).isEqualTo(id);
            assertThat(jwt.claim("email", String.class)).contains("ada@example.test");
        }
    }

    @Test
    void isNotTrustedInTheNameOfAnother() {
        String id = issuer.createUser("Ada", "ada@example.test", "correct horse");
        try (DemoIssuer other = DemoIssuer.start(database, DemoIssuerOptions.defaults());
                JwtVerifier verifier = verifier()) {
            String token = other.tokenFor(id);

            assertThatExceptionOfType(JwtRejectedException.class)
                    .isThrownBy(() -> verifier.verify(token))
                    .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.WRONG_ISSUER));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, EXPIRED",
        "OTHER_AUDIENCE, WRONG_AUDIENCE",
        "OTHER_ISSUER, WRONG_ISSUER",
        "OTHER_KEY, UNKNOWN_KEY"
    })
    void issuesTokensThatAreRejectedForTheirFlawAlone(Flaw flaw, RejectionReason reason) {
        String token = issuer.flawedTokenFor(issuer.createUser("Ada", "ada@example.test", "correct horse"), flaw);

        try (JwtVerifier verifier = verifier()) {
            assertThatExceptionOfType(JwtRejectedException.class)
                    .isThrownBy(() -> verifier.verify(token))
                    .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(reason));
        }
    }

    private JwtVerifier verifier() {
        return JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());
    }
}
