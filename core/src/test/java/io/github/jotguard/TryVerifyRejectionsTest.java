package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Without waiting, a token is rejected if its text alone is the reason, and reported as by a verification that may wait. */
class TryVerifyRejectionsTest {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final Forge RS256 = Forge.of("RS256");
    private static final String OTHER = "https://other.example.com";
    private static final int MAX_LENGTH = 2_000;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.jotguard.verification");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    static Stream<Arguments> rejectedByTheirText() {
        String good = FORGE.token();
        return Stream.of(
                arguments(RejectionReason.MALFORMED, null),
                arguments(RejectionReason.MALFORMED, ""),
                arguments(RejectionReason.MALFORMED, "opaque"),
                arguments(RejectionReason.MALFORMED, good + "="),
                arguments(RejectionReason.MALFORMED, (char) (good.charAt(0) + 0x100) + good.substring(1)),
                arguments(RejectionReason.MALFORMED, FORGE.raw(FORGE.header(), "[]")),
                arguments(RejectionReason.MALFORMED, FORGE.withClaims("exp", "\"soon\"")),
                arguments(RejectionReason.TOO_LARGE, FORGE.tokenOfLength(MAX_LENGTH + 1)),
                arguments(RejectionReason.UNSUPPORTED_CRITICAL_HEADER, FORGE.withHeader("crit", "[\"exp\"]")),
                arguments(RejectionReason.ALGORITHM_NOT_ALLOWED, FORGE.withHeader("alg", "\"none\"")),
                arguments(
                        RejectionReason.ALGORITHM_NOT_ALLOWED, Forge.of("HS256").token()),
                arguments(RejectionReason.ALGORITHM_NOT_ALLOWED, RS256.token()),
                arguments(RejectionReason.WRONG_TYPE, FORGE.withHeader("typ", "\"dpop+jwt\"")),
                arguments(RejectionReason.WRONG_ISSUER, FORGE.withClaims("iss", "\"https://evil.example.com\"")),
                arguments(RejectionReason.WRONG_ISSUER, FORGE.withClaims("iss", null)),
                // the issuer comes before the rest
                arguments(
                        RejectionReason.WRONG_ISSUER,
                        FORGE.raw(FORGE.header("typ", "\"x\""), Forge.claims("iss", "\"x\"", "exp", "1"))),
                arguments(
                        RejectionReason.BAD_SIGNATURE,
                        CompactJws.parse(good).signature(new byte[63]).toString()));
    }

    @ParameterizedTest
    @MethodSource("rejectedByTheirText")
    void rejectsAsTheOtherMethodDoes(RejectionReason reason, @Nullable String token) {
        for (int cached : List.of(10_000, 0)) {
            JwtVerifier waiting = verifier(cached);
            assertThatExceptionOfType(JwtRejectedException.class)
                    .isThrownBy(() -> waiting.verify(token))
                    .matches(rejected -> rejected.reason() == reason);
            List<String> expected = taken();

            JwtVerifier trying = verifier(cached);
            assertThatExceptionOfType(JwtRejectedException.class)
                    .isThrownBy(() -> trying.tryVerify(token, ProofOfPossession.NONE))
                    .matches(rejected -> rejected.reason() == reason);

            assertThat(taken()).isEqualTo(expected).contains("rejected " + reason.code());
            assertThat(trying.status().tokenCache()).isEqualTo(waiting.status().tokenCache());
        }
    }

    static Stream<Arguments> rejectedByMore() {
        return Stream.of(
                arguments(RejectionReason.EXPIRED, FORGE.withClaims("exp", "1")),
                arguments(RejectionReason.NOT_YET_VALID, FORGE.withClaims("nbf", "9999999999")),
                arguments(RejectionReason.ISSUED_IN_FUTURE, FORGE.withClaims("iat", "9999999999")),
                arguments(RejectionReason.WRONG_AUDIENCE, FORGE.withClaims("aud", "\"x\"")),
                arguments(RejectionReason.MISSING_CLAIM, FORGE.withClaims("exp", null)),
                arguments(RejectionReason.SENDER_CONSTRAINED, FORGE.withClaims("cnf", "{\"jkt\":\"x\"}")),
                arguments(RejectionReason.CLAIM_REJECTED, FORGE.withClaims("sub", "\"refused\"")),
                arguments(RejectionReason.REVOKED, FORGE.withClaims("sub", "\"revoked\"")),
                arguments(RejectionReason.UNKNOWN_KEY, FORGE.withHeader("kid", "\"unknown\"")),
                arguments(
                        RejectionReason.BAD_SIGNATURE,
                        Forge.with(TestKey.generate("EdDSA")
                                        .withKeyId(FORGE.key().keyId()))
                                .token()),
                // a forged token that has expired too
                arguments(
                        RejectionReason.BAD_SIGNATURE,
                        CompactJws.parse(FORGE.withClaims("exp", "1"))
                                .signature(new byte[64])
                                .toString()));
    }

    @ParameterizedTest
    @MethodSource("rejectedByMore")
    void leavesEveryOtherRejectionToTheOtherMethod(RejectionReason reason, String token) {
        for (int cached : List.of(10_000, 0)) {
            JwtVerifier verifier = verifier(cached);

            assertThat(verifier.tryVerify(token, ProofOfPossession.NONE)).isEmpty();
            assertThat(taken()).isEmpty();
            assertThat(verifier.status().tokenCache()).isEqualTo(new VerifierStatus.TokenCache(0, 0, 0));

            assertThat(Trust.verdict(verifier, token)).isEqualTo(reason.code());
            assertThat(taken()).contains("rejected " + reason.code());
            assertThat(verifier.status().tokenCache().misses()).isEqualTo(cached == 0 ? 0 : 1);
        }
    }

    @Test
    void countsATokenThatItLeavesAsOneMiss() {
        JwtVerifier verifier = verifier(10_000);
        String token = FORGE.token();

        assertThat(verifier.tryVerify(token, ProofOfPossession.NONE)).isEmpty();
        verifier.verify(token);
        assertThat(verifier.status().tokenCache()).isEqualTo(new VerifierStatus.TokenCache(1, 0, 1));
    }

    /** The family of the algorithm and the audience select an entry before its keys are looked up. */
    @Test
    void rejectsATokenOfNoneOfTheEntriesOfItsIssuer() {
        JwtVerifier verifier = JwtVerifier.trusting(
                FORGE.issuer().build(),
                TrustedIssuer.builder(Forge.ISSUER, FORGE.keys())
                        .audience(OTHER)
                        .algorithms(JwsAlgorithm.EdDSA)
                        .build());

        assertThatExceptionOfType(JwtRejectedException.class)
                .isThrownBy(() -> verifier.tryVerify(FORGE.withClaims("aud", "\"x\""), ProofOfPossession.NONE))
                .matches(rejected -> rejected.reason() == RejectionReason.WRONG_AUDIENCE);
        assertThat(verifier.tryVerify(FORGE.withClaims("aud", '"' + OTHER + '"'), ProofOfPossession.NONE))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rejectedByTheirText")
    void rejectsNoTokenIfAListenerMayBlock(RejectionReason reason, @Nullable String token) {
        JwtVerifier verifier =
                builder(10_000).listener(new VerificationListener() {}).build();

        assertThat(verifier.tryVerify(token, ProofOfPossession.NONE)).isEmpty();
        assertThat(taken()).isEmpty();
        assertThat(Trust.verdict(verifier, token)).isEqualTo(reason.code());
    }

    @Test
    void callsNoOtherCodeOfTheApplication() {
        TrustedIssuer blocking = TrustedIssuer.builder(Forge.ISSUER, header -> {
                    throw new AssertionError("keys");
                })
                .audience(Forge.AUDIENCE)
                .rule((jwt, now) -> {
                    throw new AssertionError("rule");
                })
                .revokedWhen(jwt -> {
                    throw new AssertionError("revocation");
                })
                .algorithms(JwsAlgorithm.EdDSA, JwsAlgorithm.RS256)
                .build();
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(blocking)
                .clock(new NoClock())
                .verifiedTokenCache(0)
                .build();
        String good = FORGE.token();

        assertThat(rejection(verifier, FORGE.withClaims("iss", "\"x\""))).isEqualTo("wrong_issuer");
        assertThat(rejection(verifier, FORGE.withHeader("typ", "\"x\""))).isEqualTo("wrong_type");
        assertThat(rejection(
                        verifier, CompactJws.parse(good).signature(new byte[1]).toString()))
                .isEqualTo("bad_signature");
        assertThat(rejection(verifier, good)).isEqualTo("none");
    }

    private static String rejection(JwtVerifier verifier, String token) {
        try {
            return verifier.tryVerify(token, (method, thumbprint) -> {
                        throw new AssertionError("proof");
                    })
                    .map(VerifiedJwt::subject)
                    .orElse("none");
        } catch (JwtRejectedException rejected) {
            return rejected.reason().code();
        }
    }

    /** Returns what the listener and the log were told since the last call. */
    private List<String> taken() {
        List<String> all = new ArrayList<>(told);
        lines.list.forEach(line -> all.add(line.getLevel() + " " + line.getFormattedMessage()));
        told.clear();
        lines.list.clear();
        return all;
    }

    private JwtVerifier verifier(int cachedTokens) {
        return builder(cachedTokens).build();
    }

    private JwtVerifier.Builder builder(int cachedTokens) {
        return JwtVerifier.builder()
                .trust(FORGE.issuer()
                        .rule(ClaimRule.nonBlocking((jwt, now) -> !jwt.subject().equals("refused")))
                        .revokedWhen(jwt -> jwt.subject().equals("revoked"))
                        .build())
                .trust(TrustedIssuer.builder(OTHER, RS256.keys())
                        .audience(Forge.AUDIENCE)
                        .algorithms(JwsAlgorithm.RS256)
                        .build())
                .maxTokenLength(MAX_LENGTH)
                .verifiedTokenCache(cachedTokens)
                .clock(Forge.CLOCK)
                .listener(new Listener());
    }

    private final class Listener implements VerificationListener {

        @Override
        public boolean mayBlock() {
            return false;
        }

        @Override
        public void accepted(VerifiedJwt jwt) {
            told.add("accepted");
        }

        @Override
        public void rejected(RejectionReason reason) {
            told.add("rejected " + reason.code());
        }
    }

    private static final class NoClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            throw new AssertionError("clock");
        }
    }
}
