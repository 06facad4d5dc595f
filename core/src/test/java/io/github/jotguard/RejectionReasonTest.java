package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import io.github.jotguard.testing.TestToken;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each reason to reject a token, produced by a token that has that fault and no other. */
class RejectionReasonTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final TestIssuer ISSUER =
            TestIssuer.builder().clock(MutableClock.at(NOW)).start();
    private static final TestKey STRANGER = TestKey.generate("EdDSA");
    private static final JwtVerifier VERIFIER = JwtVerifier.builder()
            .trust(TrustedIssuer.builder(ISSUER.issuer(), RemoteJwkSet.at(ISSUER.jwksUri()))
                    .audience(ISSUER.audience())
                    .requireClaims("email")
                    .rule(ClaimRule.claimEquals("emailVerified", true))
                    .revokedWhen(jwt -> jwt.subject().equals("revoked"))
                    .build())
            .clock(MutableClock.at(NOW))
            .build();

    @AfterAll
    static void stop() {
        VERIFIER.close();
        ISSUER.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(RejectionReason.MALFORMED, t -> t.rawPayload("[]")),
                fault(RejectionReason.TOO_LARGE, t -> t.claim("padding", "x".repeat(16_384))),
                fault(RejectionReason.UNSUPPORTED_CRITICAL_HEADER, t -> t.header("crit", java.util.List.of("exp"))),
                fault(RejectionReason.WRONG_ISSUER, t -> t.issuer(ISSUER.issuer() + "/")),
                fault(RejectionReason.ALGORITHM_NOT_ALLOWED, t -> t.header("alg", "none")),
                fault(RejectionReason.WRONG_TYPE, t -> t.type("logout+jwt")),
                fault(RejectionReason.UNKNOWN_KEY, t -> t.signedWith(STRANGER)),
                fault(RejectionReason.BAD_SIGNATURE, t -> t.signedWith(STRANGER).keyId(ISSUER.keyId())),
                fault(RejectionReason.EXPIRED, t -> t.expiresAt(NOW.minusSeconds(60))),
                fault(RejectionReason.NOT_YET_VALID, t -> t.notBefore(NOW.plusSeconds(61))),
                fault(RejectionReason.ISSUED_IN_FUTURE, t -> t.issuedAt(NOW.plusSeconds(61))),
                fault(RejectionReason.WRONG_AUDIENCE, t -> t.audience("https://other.example.com")),
                fault(RejectionReason.MISSING_CLAIM, t -> t.withoutClaim("email")),
                fault(
                        RejectionReason.SENDER_CONSTRAINED,
                        t -> t.claim("cnf", java.util.Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))),
                fault(RejectionReason.CLAIM_REJECTED, t -> t.claim("emailVerified", false)),
                fault(RejectionReason.REVOKED, t -> t.subject("revoked")));
    }

    private static Arguments fault(RejectionReason reason, Consumer<TestToken> change) {
        return argumentSet(reason.code(), reason, change);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isGivenForItsFault(RejectionReason reason, Consumer<TestToken> change) {
        String token = ISSUER.token(change);

        JwtRejectedException rejection = catchThrowableOfType(JwtRejectedException.class, () -> VERIFIER.verify(token));

        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection).hasMessage(reason.description()).hasNoCause();
        assertThat(rejection.getStackTrace()).isEmpty();
        assertThat(VERIFIER.explain(token).reason()).contains(reason);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isGivenAgainWhenTheTokenComesAgain(RejectionReason reason, Consumer<TestToken> change) {
        String token = ISSUER.token(change);
        catchThrowableOfType(JwtRejectedException.class, () -> VERIFIER.verify(token));

        assertThat(catchThrowableOfType(JwtRejectedException.class, () -> VERIFIER.verify(token))
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void isNotGivenForATokenWithoutFault() {
        assertThat(VERIFIER.verify(ISSUER.token()).subject()).isEqualTo(TestToken.DEFAULT_SUBJECT);
        assertThat(VERIFIER.explain(ISSUER.token()).isAccepted()).isTrue();
    }

    @Test
    void hasAFaultInTheTableForEachConstant() {
        Set<Object> covered = faults().map(fault -> fault.get()[0]).collect(Collectors.toSet());

        assertThat(covered).isEqualTo(EnumSet.allOf(RejectionReason.class));
    }

    @ParameterizedTest
    @EnumSource(RejectionReason.class)
    void hasACodeFitForALabelAndADescriptionFitForAChallenge(RejectionReason reason) {
        assertThat(reason.code()).matches("[a-z_]+").isEqualTo(reason.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(reason.description()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    }

    @Test
    void isNotGivenForAnExpiryOneSecondInsideTheSkew() {
        assertThat(VERIFIER.verify(ISSUER.token(t -> t.expiresAt(NOW.minus(Duration.ofSeconds(59)))))
                        .expiresAt())
                .isPresent();
    }
}
