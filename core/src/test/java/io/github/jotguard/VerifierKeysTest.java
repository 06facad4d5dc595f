package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jotguard.jwks.RefreshPolicy;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import io.github.jotguard.testing.TestToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A verifier with the keys of its issuers, over HTTP. */
class VerifierKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final RefreshPolicy PATIENT = RefreshPolicy.builder()
            .initialLoadWait(Duration.ofSeconds(20))
            .unknownKeyWait(Duration.ofSeconds(20))
            .build();

    private final MutableClock clock = MutableClock.at(NOW);

    private RemoteJwkSet keys(TestIssuer issuer) {
        return RemoteJwkSet.builder(issuer.jwksUri())
                .clock(clock)
                .refreshPolicy(PATIENT)
                .build();
    }

    private TrustedIssuer trusted(TestIssuer issuer, RemoteJwkSet keys) {
        return TrustedIssuer.builder(issuer.issuer(), keys)
                .audience(issuer.audience())
                .build();
    }

    private JwtVerifier verifier(TestIssuer... issuers) {
        JwtVerifier.Builder builder = JwtVerifier.builder().clock(clock);
        Arrays.stream(issuers).forEach(issuer -> builder.trust(trusted(issuer, keys(issuer))));
        return builder.build();
    }

    private static RejectionReason rejection(JwtVerifier verifier, String token) {
        return catchThrowableOfType(JwtRejectedException.class, () -> verifier.verify(token))
                .reason();
    }

    private static Map<Consumer<TestToken>, RejectionReason> hopeless() {
        Map<Consumer<TestToken>, RejectionReason> tokens = new LinkedHashMap<>();
        tokens.put(
                t -> t.header("alg", "none").signature(signature -> new byte[0]),
                RejectionReason.ALGORITHM_NOT_ALLOWED);
        tokens.put(t -> t.header("alg", "HS256"), RejectionReason.ALGORITHM_NOT_ALLOWED);
        tokens.put(t -> t.expiresAt(NOW.minus(Duration.ofDays(1))), RejectionReason.EXPIRED);
        tokens.put(t -> t.issuer("https://evil.example.com"), RejectionReason.WRONG_ISSUER);
        tokens.put(t -> t.audience("https://other.example.com"), RejectionReason.WRONG_AUDIENCE);
        tokens.put(t -> t.signature(signature -> new byte[3]), RejectionReason.BAD_SIGNATURE);
        tokens.put(t -> t.keyId("k".repeat(5_000)), RejectionReason.MALFORMED);
        return tokens;
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "RS256"})
    void causeNoRequestForATokenThatIsHopelessOnItsFace(String algorithm) {
        try (TestIssuer issuer =
                        TestIssuer.builder().algorithm(algorithm).clock(clock).start();
                JwtVerifier cold = verifier(issuer)) {
            assertThat(rejection(cold, "not a JWT")).isEqualTo(RejectionReason.MALFORMED);
            hopeless().forEach((change, reason) -> {
                assertThat(rejection(cold, issuer.token(change))).isEqualTo(reason);
                assertThat(rejection(cold, issuer.token(change.andThen(t -> keepLongKeyId(t, reason)))))
                        .as("with an unknown kid")
                        .isEqualTo(reason);
            });

            assertThat(issuer.requests()).isZero();
            assertThat(cold.status().issuers().get(issuer.issuer()).fetches()).isZero();
            assertThat(cold.verify(issuer.token()).subject()).isNotEmpty();
            assertThat(issuer.requests()).isEqualTo(1);
        }
    }

    private static void keepLongKeyId(TestToken token, RejectionReason reason) {
        if (reason != RejectionReason.MALFORMED) {
            token.keyId("unknown");
        }
    }

    @Test
    void causeNoRequestForTenThousandMadeUpIssuers() {
        try (TestIssuer issuer = TestIssuer.builder().clock(clock).start();
                JwtVerifier cold = verifier(issuer)) {
            for (int i = 0; i < 10_000; i++) {
                String made = "https://issuer-" + i + ".example.com";
                assertThat(rejection(cold, Tokens.unsigned(made, issuer.audience(), NOW)))
                        .isEqualTo(RejectionReason.WRONG_ISSUER);
            }
            assertThat(issuer.requests()).isZero();
        }
    }

    @Test
    void fetchOnceAMinuteForBadSignaturesUnderAKnownKeyId() {
        try (TestIssuer issuer = TestIssuer.builder().clock(clock).start();
                JwtVerifier verifier = verifier(issuer)) {
            verifier.preload();
            clock.advance(Duration.ofMinutes(1));
            TestKey stranger = TestKey.generate("EdDSA").withKeyId(issuer.keyId());
            for (int i = 0; i < 10; i++) {
                assertThat(rejection(verifier, issuer.token(t -> t.signedWith(stranger))))
                        .isEqualTo(RejectionReason.BAD_SIGNATURE);
            }
            assertThat(issuer.requests()).isEqualTo(2);
            assertThat(rejection(
                            verifier, issuer.token(t -> t.signedWith(stranger).expiresAt(NOW.minusSeconds(600)))))
                    .as("no claim of a forged token is told")
                    .isEqualTo(RejectionReason.BAD_SIGNATURE);
            assertThat(verifier.verify(issuer.token()).subject()).isNotEmpty();
        }
    }

    @Test
    void causeNoRequestForABadSignatureOfAHopelessToken() {
        try (TestIssuer issuer = TestIssuer.builder().clock(clock).start();
                JwtVerifier verifier = verifier(issuer)) {
            verifier.preload();
            clock.advance(Duration.ofMinutes(1));
            TestKey stranger = TestKey.generate("EdDSA").withKeyId(issuer.keyId());

            assertThat(rejection(
                            verifier, issuer.token(t -> t.signedWith(stranger).expiresAt(NOW.minusSeconds(600)))))
                    .isEqualTo(RejectionReason.BAD_SIGNATURE);

            assertThat(verifier.verify(issuer.token()).subject()).isNotEmpty();
            assertThat(issuer.requests()).isEqualTo(1);
        }
    }

    @Test
    void acceptATokenOfAnotherKeyUnderAKnownKeyIdInTheSameCall() {
        TestKey first = TestKey.generate("EdDSA").withKeyId("same");
        TestKey second = TestKey.generate("EdDSA").withKeyId("same");
        try (TestIssuer issuer = TestIssuer.builder().key(first).clock(clock).start();
                JwtVerifier verifier = verifier(issuer)) {
            String old = issuer.token();
            verifier.verify(old);
            issuer.publish("{\"keys\":[" + second.jwk() + "]}");
            clock.advance(Duration.ofSeconds(5));

            assertThat(verifier.verify(issuer.token(t -> t.signedWith(second))).subject())
                    .isNotEmpty();
            assertThat(rejection(verifier, old)).isEqualTo(RejectionReason.BAD_SIGNATURE);
            assertThat(verifier.explain(issuer.token(t -> t.signedWith(second))).isAccepted())
                    .isTrue();
        }
    }

    @Test
    void explainATokenOfAnotherKeyUnderAKnownKeyId() {
        TestKey first = TestKey.generate("EdDSA").withKeyId("same");
        TestKey second = TestKey.generate("EdDSA").withKeyId("same");
        try (TestIssuer issuer = TestIssuer.builder().key(first).clock(clock).start();
                JwtVerifier verifier = verifier(issuer)) {
            verifier.preload();
            issuer.publish("{\"keys\":[" + second.jwk() + "]}");
            clock.advance(Duration.ofSeconds(5));

            assertThat(verifier.explain(issuer.token(t -> t.signedWith(second))).isAccepted())
                    .isTrue();
        }
    }

    @Test
    void cannotTellAboutAnUnknownKeyIdWhileTheIssuerIsDown() {
        try (TestIssuer issuer = TestIssuer.builder().clock(clock).start();
                JwtVerifier verifier = verifier(issuer)) {
            verifier.preload();
            issuer.goDown();
            clock.advance(Duration.ofSeconds(6));

            KeysUnavailableException unavailable = catchThrowableOfType(
                    KeysUnavailableException.class, () -> verifier.verify(issuer.token(t -> t.keyId("new"))));
            assertThat(unavailable.retryAfter()).isPresent();
            assertThat(verifier.verify(issuer.token()).subject()).isNotEmpty();
        }
    }

    @Test
    void closeASourceOfTheApplicationWithTheLastVerifier() {
        AtomicInteger closed = new AtomicInteger();
        record Source(List<VerificationKey> keys, AtomicInteger closed) implements VerificationKeys {
            @Override
            public List<VerificationKey> find(JwsHeader header) {
                return keys;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        }
        Source shared = new Source(List.of(), closed);
        Source equal = new Source(List.of(), closed);
        JwtVerifier first = trusting(shared);
        JwtVerifier second = trusting(shared);
        JwtVerifier other = trusting(equal);
        first.close();
        first.close();
        assertThat(closed).hasValue(0);
        other.close();
        assertThat(closed).hasValue(1);
        second.close();

        assertThat(closed).hasValue(2);
    }

    private static JwtVerifier trusting(VerificationKeys keys) {
        return JwtVerifier.trusting(
                TrustedIssuer.builder("any", keys).withoutAudienceCheck().build());
    }

    @Test
    void neverLetAKeyOfOneIssuerVerifyATokenOfAnother() {
        TestKey first = TestKey.generate("EdDSA").withKeyId("same");
        TestKey second = TestKey.generate("EdDSA").withKeyId("same");
        try (TestIssuer one = TestIssuer.builder().key(first).clock(clock).start();
                TestIssuer two = TestIssuer.builder().key(second).clock(clock).start();
                JwtVerifier verifier = verifier(one, two)) {
            assertThat(verifier.verify(one.token()).issuer()).isEqualTo(one.issuer());
            assertThat(two.requests()).as("the other issuer is not asked").isZero();
            assertThat(verifier.verify(two.token()).issuer()).isEqualTo(two.issuer());

            assertThat(rejection(verifier, one.token(t -> t.signedWith(second))))
                    .isEqualTo(RejectionReason.BAD_SIGNATURE);
            assertThat(rejection(verifier, two.token(t -> t.signedWith(first))))
                    .isEqualTo(RejectionReason.BAD_SIGNATURE);
        }
    }

    @Test
    void doNotShareACooldownBetweenIssuers() {
        try (TestIssuer one = TestIssuer.builder().clock(clock).start();
                TestIssuer two = TestIssuer.builder().clock(clock).start();
                JwtVerifier verifier = verifier(one, two)) {
            verifier.preload();
            clock.advance(Duration.ofSeconds(5));
            assertThat(rejection(verifier, one.token(t -> t.keyId("made up")))).isEqualTo(RejectionReason.UNKNOWN_KEY);
            two.rotate();

            assertThat(verifier.verify(two.token()).issuer()).isEqualTo(two.issuer());
            assertThat(one.requests()).isEqualTo(2);
            assertThat(two.requests()).isEqualTo(2);
        }
    }

    @Test
    void rejectATokenOfAWithdrawnKeyEvenIfItWasAcceptedBefore() {
        try (TestIssuer issuer = TestIssuer.builder().clock(clock).start();
                JwtVerifier verifier = verifier(issuer)) {
            String token = issuer.token(t -> t.expiresIn(Duration.ofHours(1)));
            String old = issuer.keyId();
            verifier.verify(token);
            verifier.verify(token);
            issuer.rotate();
            issuer.withdraw(old);
            clock.advance(Duration.ofMinutes(6));

            assertThat(rejection(verifier, token)).isEqualTo(RejectionReason.UNKNOWN_KEY);
        }
    }

    @Test
    void rejectATokenWhoseKeyIdGotAnotherKey() {
        TestKey first = TestKey.generate("EdDSA").withKeyId("same");
        TestKey second = TestKey.generate("EdDSA").withKeyId("same");
        try (TestIssuer issuer = TestIssuer.builder().key(first).clock(clock).start();
                JwtVerifier verifier = verifier(issuer)) {
            String token = issuer.token(t -> t.expiresIn(Duration.ofHours(1)));
            verifier.verify(token);
            issuer.publish("{\"keys\":[" + second.jwk() + "]}");
            clock.advance(Duration.ofMinutes(6));

            assertThat(rejection(verifier, token)).isEqualTo(RejectionReason.BAD_SIGNATURE);
        }
    }

    @Test
    void sayThatTheyCannotTellWhileTheIssuerIsDownFromTheStart() {
        List<String> events = new CopyOnWriteArrayList<>();
        try (TestIssuer issuer = TestIssuer.builder().clock(clock).start();
                JwtVerifier verifier = JwtVerifier.builder()
                        .clock(clock)
                        .trust(trusted(issuer, keys(issuer)))
                        .listener(new VerificationListener() {
                            @Override
                            public void keysUnavailable() {
                                events.add("unavailable");
                            }

                            @Override
                            public void keysRefreshFailed(KeysStatus status) {
                                events.add("failed");
                            }
                        })
                        .build()) {
            issuer.failWith(503, "Retry-After", "20");
            KeysUnavailableException unavailable =
                    catchThrowableOfType(KeysUnavailableException.class, () -> verifier.verify(issuer.token()));

            assertThat(unavailable.retryAfter()).hasValueSatisfying(wait -> assertThat(wait)
                    .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22)));
            assertThat(events).contains("unavailable");
            Explanation explanation = verifier.explain(issuer.token());
            assertThat(explanation.isAccepted()).isFalse();
            assertThat(explanation.reason()).isEmpty();
            assertThat(explanation.toString())
                    .as("in full")
                    .contains("Keys are unavailable (HTTP status 503) from " + issuer.jwksUri());
            assertThat(issuer.requests()).as("within what it asked for").isEqualTo(1);
            assertThat(rejection(verifier, issuer.token(t -> t.expiresAt(NOW.minusSeconds(3_600)))))
                    .as("what is hopeless needs no keys")
                    .isEqualTo(RejectionReason.EXPIRED);

            issuer.recover();
            clock.advance(Duration.ofSeconds(22));
            assertThat(verifier.verify(issuer.token()).subject()).isNotEmpty();
            assertThat(events).containsOnlyOnce("failed");
        }
    }

    @Test
    void keepOnWithWhatTheyHaveWhileTheIssuerIsDown() {
        try (TestIssuer issuer = TestIssuer.builder().clock(clock).start();
                JwtVerifier verifier = verifier(issuer)) {
            verifier.preload();
            issuer.goDown();
            clock.advance(Duration.ofHours(23));

            assertThat(verifier.verify(issuer.token()).subject()).isNotEmpty();
            assertThat(verifier.verify(issuer.token()).subject()).isNotEmpty();
            assertThat(verifier.status().issuers().get(issuer.issuer()).state()).isEqualTo(KeysStatus.State.STALE);
            clock.advance(Duration.ofHours(1));
            assertThat(catchThrowableOfType(KeysUnavailableException.class, () -> verifier.verify(issuer.token())))
                    .isNotNull();
        }
    }

    /** Tokens that nobody signed. */
    private static final class Tokens {

        static String unsigned(String issuer, String audience, Instant now) {
            return io.github.jotguard.testing.CompactJws.of(
                            "{\"alg\":\"EdDSA\",\"kid\":\"made up\"}",
                            "{\"iss\":\"" + issuer + "\",\"aud\":\"" + audience + "\",\"exp\":"
                                    + now.plusSeconds(60).getEpochSecond() + "}")
                    .signature(new byte[64])
                    .toString();
        }
    }
}
