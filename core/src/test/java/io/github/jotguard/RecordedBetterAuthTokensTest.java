package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jotguard.jwks.StaticJwkSet;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, key sets and cookies recorded from a running Better Auth 1.7.7, judged at the time of the recording. */
class RecordedBetterAuthTokensTest {

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "RS256"})
    void acceptsTheTokenOfTheTokenEndpoint(String algorithm) {
        Recording recording = Recording.of(algorithm);

        VerifiedJwt jwt = recording.verifier().verify(recording.text("/token/jwt"));

        assertThat(jwt.algorithm()).isEqualTo(JwsAlgorithm.valueOf(algorithm));
        assertThat(jwt.subject()).isEqualTo(recording.text("/users/0/id"));
        assertThat(jwt.issuer()).isEqualTo(Recording.ORIGIN);
        assertThat(jwt.audience()).containsExactly(Recording.ORIGIN);
        assertThat(jwt.claim("email", String.class)).contains("ada@example.test");
        assertThat(jwt.claim("emailVerified", Boolean.class)).contains(false);
        assertThat(jwt.claims()).containsEntry("image", null);
        assertThat(jwt.type()).isEmpty();
        assertThat(jwt.keyId()).contains(recording.text("/jwks/keys/0/kid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "RS256"})
    void rejectsATokenWhoseClaimsWereChanged(String algorithm) {
        Recording recording = Recording.of(algorithm);

        assertRejected(recording, recording.text("/tampered/jwt"), RejectionReason.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "EdDSA, expired, EXPIRED",
        "EdDSA, notYetValid, NOT_YET_VALID",
        "EdDSA, wrongAudience, WRONG_AUDIENCE",
        "EdDSA, wrongIssuer, WRONG_ISSUER",
        "ES256, expired, EXPIRED",
        "ES256, wrongAudience, WRONG_AUDIENCE",
        "RS256, expired, EXPIRED",
        "RS256, wrongIssuer, WRONG_ISSUER"
    })
    void saysWhyAVariantIsRejected(String algorithm, String variant, RejectionReason reason) {
        Recording recording = Recording.of(algorithm);

        assertRejected(recording, recording.text("/variants/" + variant + "/jwt"), reason);
    }

    @Test
    void acceptsATokenOfOneAudienceAmongSeveral() {
        Recording recording = Recording.of("EdDSA");

        assertThat(recording
                        .verifier()
                        .verify(recording.text("/variants/audienceArray/jwt"))
                        .audience())
                .hasSizeGreaterThan(1)
                .contains(Recording.ORIGIN);
    }

    @Test
    void rejectsTheSessionCacheCookieByItsType() {
        Recording recording = Recording.of("cookie-cache-jwt-asym");

        assertRejected(recording, recording.text("/sessionData"), RejectionReason.WRONG_TYPE);
    }

    @Test
    void rejectsTheSessionCacheCookieByItsAudienceEvenIfItsTypeIsAccepted() {
        Recording recording = Recording.of("cookie-cache-jwt-asym");
        TrustedIssuer issuer =
                recording.issuer().acceptTypes("better-auth.session-cache+jwt").build();

        assertThatExceptionOfType(JwtRejectedException.class)
                .isThrownBy(() -> recording.verifier(issuer).verify(recording.text("/sessionData")))
                .extracting(JwtRejectedException::reason)
                .isEqualTo(RejectionReason.WRONG_AUDIENCE);
    }

    @Test
    void acceptsTheHs256SessionCookieOnlyWithEveryOptOutSpelledOut() {
        Recording recording = Recording.of("cookie-cache-jwt");
        byte[] secret = recording.text("/hmacSecretUtf8").getBytes(StandardCharsets.UTF_8);
        TrustedIssuer sessions = TrustedIssuer.anyIssuer(SharedSecret.ofBytes(secret))
                .withoutAudienceCheck()
                .build();

        assertThat(recording
                        .verifier(sessions)
                        .verify(recording.text("/sessionData"))
                        .claim("user", java.util.Map.class))
                .isPresent();
        assertRejected(recording, recording.text("/sessionData"), RejectionReason.ALGORITHM_NOT_ALLOWED);
    }

    @Test
    void rejectsTheSessionTokenWhichIsNoJwt() {
        Recording recording = Recording.of("cookie-cache-jwt");

        assertRejected(recording, recording.text("/cookies/better-auth.session_token"), RejectionReason.MALFORMED);
    }

    @Test
    void acceptsATokenOnlyWhileItsKeyIsPublished() {
        Recording recording = Recording.of("rotation");
        for (JsonNode stage : recording.json().at("/stages")) {
            stage.at("/verifiesWithJwksOf").properties().forEach(expected -> {
                String keys = recording.stage(expected.getKey()).at("/jwks").toString();
                TrustedIssuer issuer = TrustedIssuer.builder(Recording.ORIGIN, StaticJwkSet.ofJson(keys))
                        .audience(Recording.ORIGIN)
                        .build();
                Explanation explanation =
                        recording.verifier(issuer).explain(stage.at("/jwt").asText());
                assertThat(explanation.isAccepted())
                        .as("%s with the keys of %s", stage.at("/name").asText(), expected.getKey())
                        .isEqualTo(expected.getValue().asText().equals("ok"));
            });
        }
    }

    private static void assertRejected(Recording recording, String token, RejectionReason reason) {
        assertThatExceptionOfType(JwtRejectedException.class)
                .isThrownBy(() -> recording.verifier().verify(token))
                .extracting(JwtRejectedException::reason)
                .isEqualTo(reason);
    }
}
