package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that was seen before is judged as if it were not. */
class VerifiedTokenCacheTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final TestKey KEY = TestKey.generate("ES256").withKeyId("k1");
    private static final TestKey OTHER_KEY = TestKey.generate("ES256").withKeyId("k1");

    private final MutableClock clock = MutableClock.at(NOW);
    private final PublishedKeys keys = new PublishedKeys(verificationKey(KEY, JwsAlgorithm.ES256));
    private final JwtVerifier verifier = builder(issuer()).build();

    @Test
    void answersTheSecondTimeWithoutVerifying() {
        String token = token("u1");
        VerifiedJwt first = verifier.verify(token);

        VerifiedJwt second = verifier.verify(copy(token));

        assertThat(second).isSameAs(first);
        assertThat(verifier.status().tokenCache()).isEqualTo(new VerifierStatus.TokenCache(1, 1, 1));
    }

    /** A hash code that says little makes every look-up slow. */
    @Test
    void findsATokenByTheFirstBytesOfItsHash() throws Exception {
        byte[] token = token("u1").getBytes(StandardCharsets.ISO_8859_1);
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(token);

        assertThat(VerifiedTokenCache.TokenHash.of(token))
                .isEqualTo(VerifiedTokenCache.TokenHash.of(token.clone()))
                .hasSameHashCodeAs(ByteBuffer.wrap(sha256).getInt());
    }

    @Test
    void canBeTurnedOff() {
        JwtVerifier without = builder(issuer()).verifiedTokenCache(0).build();
        String token = token("u1");

        assertThat(without.verify(token).subject()).isEqualTo("u1");
        assertThat(without.verify(token).subject()).isEqualTo("u1");
        assertThat(without.status().tokenCache()).isEqualTo(new VerifierStatus.TokenCache(0, 0, 0));
    }

    // wrong key

    @Test
    void rejectsAnotherSignatureOfTheSameHeaderAndPayload() {
        String good = token("u1");
        verifier.verify(good);

        assertThat(reasonFor(
                        verifier, CompactJws.parse(good).signedWith(OTHER_KEY).toString()))
                .isEqualTo(RejectionReason.BAD_SIGNATURE);
        assertThat(verifier.verify(CompactJws.parse(good).signedWith(KEY).toString())
                        .subject())
                .isEqualTo("u1");
        assertThat(verifier.status().tokenCache().tokens()).isEqualTo(2);
    }

    @Test
    void rejectsAnotherTokenOfTheSameHashCode() {
        String good = token("u1");
        verifier.verify(good);
        List<String> twins = sameHashCode(good);

        assertThat(twins).isNotEmpty();
        for (String twin : twins) {
            assertThat(twin).isNotEqualTo(good).hasSameHashCodeAs(good);
            assertThatExceptionOfType(JwtRejectedException.class).isThrownBy(() -> verifier.verify(twin));
        }
        assertThat(verifier.verify(good).subject()).isEqualTo("u1");
    }

    /** One character up and the next one 31 down: {@code String.hashCode} does not notice. */
    private static List<String> sameHashCode(String token) {
        List<String> twins = new ArrayList<>();
        for (int i = 0; i < token.length() - 2; i++) {
            char next = (char) (token.charAt(i) + 1);
            char afterNext = (char) (token.charAt(i + 1) - 31);
            if (isBase64Url(next) && isBase64Url(afterNext) && token.charAt(i) != '.' && token.charAt(i + 1) != '.') {
                twins.add(token.substring(0, i) + next + afterNext + token.substring(i + 2));
            }
        }
        return twins;
    }

    private static boolean isBase64Url(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    @Test
    void rejectsOtherSpellingsOfATokenThatItHolds() {
        String good = token("u1");
        verifier.verify(good);

        for (String variant : List.of(
                good + "=",
                good + "==",
                " " + good,
                good + "\n",
                good.replace('.', '\u012e'),
                good.substring(0, good.length() - 1) + lastCharacterWithUnusedBits(good))) {
            assertThat(reasonFor(verifier, variant)).as(variant).isEqualTo(RejectionReason.MALFORMED);
        }
    }

    /** The last of 86 characters has four bits that are not used. */
    private static char lastCharacterWithUnusedBits(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet.charAt(alphabet.indexOf(token.charAt(token.length() - 1)) + 1);
    }

    @Test
    void takesNoTokenForOneThatDiffersInACharacterBeyondLatin1() {
        String good = token("u1");
        verifier.verify(good);

        for (int i = 0; i < good.length(); i += 7) {
            String wide = good.substring(0, i) + (char) (good.charAt(i) + 0x100) + good.substring(i + 1);
            assertThat(reasonFor(verifier, wide)).isEqualTo(RejectionReason.MALFORMED);
        }
    }

    @Test
    void belongsToOneVerifier() {
        JwtVerifier other = builder(issuerFor("another-audience")).build();
        String token = token("u1");
        verifier.verify(token);

        assertThat(reasonFor(other, token)).isEqualTo(RejectionReason.WRONG_AUDIENCE);
        assertThat(verifier.verify(token).subject()).isEqualTo("u1");
    }

    // outliving times

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rejectsATokenThatHasExpiredMeanwhile(boolean hasIssuedAt) {
        String iat = hasIssuedAt ? "\"iat\":" + NOW.getEpochSecond() + "," : "";
        String token = signed("{" + iat + "\"exp\":" + NOW.plusSeconds(100).getEpochSecond() + rest("u1"));
        verifier.verify(token);

        clock.set(NOW.plusSeconds(159));
        assertThat(verifier.verify(token).subject()).isEqualTo("u1");

        clock.set(NOW.plusSeconds(160));
        assertThat(reasonFor(verifier, token)).isEqualTo(RejectionReason.EXPIRED);
        assertThat(verifier.status().tokenCache().tokens()).isZero();
        assertThat(reasonFor(verifier, token)).isEqualTo(RejectionReason.EXPIRED);
    }

    @Test
    void holdsNoClaimsOfExpiredTokens() {
        for (int i = 0; i < 500; i++) {
            verifier.verify(token("u" + i));
        }
        assertThat(verifier.status().tokenCache().tokens()).isEqualTo(500);
        clock.advance(Duration.ofDays(30));

        assertThat(verifier.status().tokenCache().tokens()).isZero();
        clock.set(NOW);
        verifier.verify(token("u1"));
        assertThat(verifier.status().tokenCache().tokens()).isOne();
    }

    @Test
    void removesExpiredTokensStepByStep() {
        VerifiedTokenCache cache = new VerifiedTokenCache(1_000, clock);
        int tokens = 3 * VerifiedTokenCache.STEP - 1;
        rememberMany(cache, tokens);
        clock.advance(Duration.ofDays(30));

        for (int step = 1; step <= 3; step++) {
            cache.peek(hash("unknown"));
            assertThat(cache.held()).isEqualTo(Math.max(0, tokens - step * VerifiedTokenCache.STEP));
            cache.peek(hash("in the same millisecond"));
            assertThat(cache.held()).isEqualTo(Math.max(0, tokens - step * VerifiedTokenCache.STEP));
            clock.advance(Duration.ofMillis(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"59999, 1", "60000, 0"})
    void beginsARoundAMinuteAfterTheLastOne(long millis, long held) {
        VerifiedTokenCache cache = new VerifiedTokenCache(1_000, clock);
        cache.peek(hash("the first round finds nothing"));
        rememberMany(cache, 1);
        clock.advance(Duration.ofDays(30));
        cache.peek(hash("the second round removes it"));
        assertThat(cache.held()).isZero();
        remember(cache, token("late", clock.instant().plusMillis(-50_000)));

        clock.advance(Duration.ofMillis(millis));
        cache.peek(hash("the third round"));

        assertThat(cache.held()).isEqualTo(held);
    }

    /** A scrape of metrics asks for the status several times, and all entries may be a million. */
    @ParameterizedTest
    @CsvSource({"59999, 1", "60000, 0", "-59999, 1", "-60000, 0"})
    void examinesAllEntriesForTheStatusOnceAMinute(long millis, long held) {
        VerifiedTokenCache cache = new VerifiedTokenCache(1_000, clock);
        Instant first = NOW.plus(Duration.ofDays(30));
        clock.set(first);
        assertThat(cache.status().tokens()).isZero();
        clock.set(NOW);
        rememberMany(cache, 1);

        clock.set(first.plusMillis(millis));

        assertThat(cache.status().tokens()).isEqualTo(held);
        assertThat(cache.held()).isEqualTo(held);
    }

    /** The skew of the clock is 60 seconds. */
    @ParameterizedTest
    @CsvSource({"159999, 1", "160000, 0"})
    void removesATokenFromTheMomentAtWhichItIsRejected(long millis, long held) {
        VerifiedTokenCache cache = new VerifiedTokenCache(1_000, clock);
        remember(cache, token("u1", NOW.plusSeconds(100)));

        clock.advance(Duration.ofMillis(millis));
        cache.peek(hash("unknown"));

        assertThat(cache.held()).isEqualTo(held);
    }

    @Test
    void removesExpiredTokensAfterTheClockWasSetBack() {
        VerifiedTokenCache cache = new VerifiedTokenCache(1_000, clock);
        clock.advance(Duration.ofDays(365));
        cache.peek(hash("a round begins in a year"));
        remember(cache, token("u1", NOW.plusSeconds(100)));

        clock.set(NOW.plusSeconds(160));
        cache.peek(hash("unknown"));

        assertThat(cache.held()).isZero();
    }

    @Test
    void holdsTokensWithoutExpirationInEveryRound() {
        VerifiedTokenCache cache = new VerifiedTokenCache(1_000, clock);
        remember(cache, signed("{\"jti\":\"1\"" + rest("u1")));
        clock.advance(Duration.ofDays(3_650));

        cache.peek(hash("unknown"));

        assertThat(cache.held()).isOne();
    }

    private void rememberMany(VerifiedTokenCache cache, int tokens) {
        for (int i = 0; i < tokens; i++) {
            remember(cache, token("u" + i));
        }
    }

    /** Remembers a token whose times nobody checks. */
    private void remember(VerifiedTokenCache cache, String token) {
        JwtVerifier past = builder(issuer().allowMissingExpiration())
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
        TrustedIssuer trusted = issuer().allowMissingExpiration().build();
        cache.remember(hash(token), past.verify(token), trusted, verificationKey(KEY, JwsAlgorithm.ES256));
    }

    private static VerifiedTokenCache.TokenHash hash(String token) {
        return VerifiedTokenCache.TokenHash.of(token.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String token(String subject, Instant expiresAt) {
        return signed("{\"exp\":" + expiresAt.getEpochSecond() + rest(subject));
    }

    /** A clock that reads the time from a server may hang. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void doesNotWaitForAClockThatHangsInAnotherThread() throws Exception {
        CountDownLatch isHanging = new CountDownLatch(1);
        CountDownLatch isRepaired = new CountDownLatch(1);
        AtomicReference<Thread> unlucky = new AtomicReference<>();
        Clock hanging = new Clock() {
            @Override
            public Instant instant() {
                if (Thread.currentThread() == unlucky.get()) {
                    isHanging.countDown();
                    assertThatNoException().isThrownBy(isRepaired::await);
                }
                return NOW;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        JwtVerifier asking = builder(issuer()).clock(hanging).build();
        asking.verify(token("u1"));
        Thread status = new Thread(asking::status);
        unlucky.set(status);
        status.start();
        isHanging.await();

        try {
            assertThat(asking.status().tokenCache().tokens()).isOne();
            for (int i = 0; i < 500; i++) {
                assertThat(asking.verify(token("other" + i)).subject()).isEqualTo("other" + i);
            }
        } finally {
            isRepaired.countDown();
            status.join();
        }
    }

    @Test
    void holdsATokenWithoutExpirationUntilThereIsNoRoom() {
        JwtVerifier lenient =
                builder(issuer().allowMissingExpiration()).verifiedTokenCache(1).build();
        String first = signed("{\"jti\":\"1\"" + rest("u1"));
        lenient.verify(first);
        clock.advance(Duration.ofDays(3_650));
        lenient.verify(first);
        assertThat(lenient.status().tokenCache()).isEqualTo(new VerifierStatus.TokenCache(1, 1, 1));
        lenient.verify(signed("{\"jti\":\"2\"" + rest("u1")));

        assertThat(lenient.status().tokenCache().tokens()).isOne();
    }

    @Test
    void holdsATokenThatExpiresAtTheEndOfTime() {
        String token = signed("{\"exp\":1e300" + rest("u1"));
        verifier.verify(token);

        assertThat(verifier.verify(token).subject()).isEqualTo("u1");
        assertThat(verifier.status().tokenCache().hits()).isOne();
    }

    @Test
    void rejectsATokenThatIsNotValidYetAfterTheClockWasSetBack() {
        String token = signed("{\"nbf\":" + NOW.getEpochSecond() + ",\"exp\":"
                + NOW.plusSeconds(900).getEpochSecond() + rest("u1"));
        verifier.verify(token);

        clock.set(NOW.minusSeconds(61));
        assertThat(reasonFor(verifier, token)).isEqualTo(RejectionReason.NOT_YET_VALID);

        clock.set(NOW.minusSeconds(60));
        assertThat(verifier.verify(token).subject()).isEqualTo("u1");
    }

    @Test
    void rejectsATokenThatWasIssuedInTheFutureAfterTheClockWasSetBack() {
        String token = token("u1");
        verifier.verify(token);

        clock.set(NOW.minusSeconds(61));

        assertThat(reasonFor(verifier, token)).isEqualTo(RejectionReason.ISSUED_IN_FUTURE);
    }

    // outliving a key

    @Test
    void rejectsATokenWhoseKeyWasRemoved() {
        String token = token("u1");
        verifier.verify(token);

        keys.publish();

        assertThat(reasonFor(verifier, token)).isEqualTo(RejectionReason.UNKNOWN_KEY);
        assertThat(verifier.status().tokenCache().tokens()).isZero();
    }

    @Test
    void rejectsATokenWhoseKeyIdHasOtherKeyMaterialNow() {
        String token = token("u1");
        verifier.verify(token);

        keys.publish(verificationKey(OTHER_KEY, JwsAlgorithm.ES256));

        assertThat(reasonFor(verifier, token)).isEqualTo(RejectionReason.BAD_SIGNATURE);
        assertThat(verifier.status().tokenCache().tokens()).isZero();
    }

    @Test
    void acceptsATokenWhoseKeyWasPublishedAnewWithoutVerifyingAgain() {
        String token = token("u1");
        verifier.verify(token);

        keys.publish(verificationKey(OTHER_KEY, JwsAlgorithm.ES256), verificationKey(KEY, JwsAlgorithm.ES256));

        assertThat(verifier.verify(token).subject()).isEqualTo("u1");
        assertThat(verifier.status().tokenCache().hits()).isOne();
    }

    @Test
    void acceptsATokenAgainWhenItsKeyIsBack() {
        String token = token("u1");
        verifier.verify(token);
        keys.publish();
        reasonFor(verifier, token);

        keys.publish(verificationKey(KEY, JwsAlgorithm.ES256));

        assertThat(verifier.verify(token).subject()).isEqualTo("u1");
    }

    @Test
    void cannotTellAboutATokenWhenTheKeySourceFails() {
        String token = token("u1");
        verifier.verify(token);

        keys.fail();

        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> verifier.verify(token));
    }

    // outliving what the application says

    @Test
    void rejectsATokenThatWasRevokedMeanwhile() {
        Set<String> revoked = ConcurrentHashMap.newKeySet();
        JwtVerifier asking = builder(issuer().revokedWhen(jwt -> revoked.contains(jwt.subject())))
                .build();
        String token = token("u1");
        asking.verify(token);

        revoked.add("u1");
        assertThat(reasonFor(asking, token)).isEqualTo(RejectionReason.REVOKED);

        revoked.clear();
        assertThat(asking.verify(token).subject()).isEqualTo("u1");
    }

    @Test
    void asksTheRulesEachTimeAndTellsThemTheTime() {
        List<Instant> asked = new ArrayList<>();
        JwtVerifier asking = builder(issuer().rule((jwt, now) -> asked.add(now) && now.isBefore(NOW.plusSeconds(10))))
                .build();
        String token = token("u1");
        asking.verify(token);

        clock.advance(Duration.ofSeconds(9));
        asking.verify(token);
        clock.advance(Duration.ofSeconds(1));

        assertThat(reasonFor(asking, token)).isEqualTo(RejectionReason.CLAIM_REJECTED);
        assertThat(asked).containsExactly(NOW, NOW.plusSeconds(9), NOW.plusSeconds(10));
    }

    @Test
    void doesNotOutliveTheSettingsOfItsIssuer() {
        String token = token("u1");
        verifier.verify(token);
        JwtVerifier stricter = builder(issuer().algorithms(JwsAlgorithm.EdDSA)).build();

        assertThat(reasonFor(stricter, token)).isEqualTo(RejectionReason.ALGORITHM_NOT_ALLOWED);
    }

    @Test
    void tellsListenersEachTime() {
        AtomicInteger accepted = new AtomicInteger();
        JwtVerifier told = builder(issuer())
                .listener(new VerificationListener() {
                    @Override
                    public void accepted(VerifiedJwt jwt) {
                        accepted.incrementAndGet();
                    }
                })
                .build();
        String token = token("u1");

        told.verify(token);
        told.verify(token);

        assertThat(accepted).hasValue(2);
    }

    // poisoning

    @Test
    void handsOutClaimsThatNobodyCanChange() {
        String token = signed("{\"exp\":" + NOW.plusSeconds(900).getEpochSecond()
                + ",\"roles\":[\"reader\"],\"address\":{\"city\":\"Paris\"}" + rest("u1"));
        Map<String, Object> claims = verifier.verify(token).claims();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> claims.put("sub", "u2"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> claims.entrySet().iterator().next().setValue("u2"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> list(claims.get("roles")).add("admin"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> map(claims.get("address")).put("city", "Rome"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> verifier.verify(token).audience().add("other"));
        assertThat(verifier.verify(token).claims()).isEqualTo(claims).containsEntry("sub", "u1");
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void keepsNothingThatWasRejected() {
        clock.set(NOW.plusSeconds(2_000));
        String expired = token("u1");
        assertThat(reasonFor(verifier, expired)).isEqualTo(RejectionReason.EXPIRED);
        assertThat(verifier.status().tokenCache().tokens()).isZero();

        clock.set(NOW);

        assertThat(verifier.verify(expired).subject()).isEqualTo("u1");
    }

    @Test
    void isNotFlushedByRejectedTokens() {
        JwtVerifier small = builder(issuer()).verifiedTokenCache(1).build();
        String good = token("u1");
        small.verify(good);

        CompactJws parts = CompactJws.parse(good);
        for (int i = 0; i < 2_000; i++) {
            String payload = "{\"exp\":" + NOW.plusSeconds(900).getEpochSecond() + rest("stranger-" + i);
            reasonFor(small, parts.payload(payload).toString());
            reasonFor(small, good + "=".repeat(i % 50 + 1));
        }

        long hits = small.status().tokenCache().hits();
        small.verify(good);
        assertThat(small.status().tokenCache().hits()).isEqualTo(hits + 1);
    }

    // memory

    @Test
    void holdsNoMoreTokensThanItMay() {
        TestKey secret = TestKey.ofSecret("HS256", Forge.bytes(32));
        JwtVerifier bounded = builder(TrustedIssuer.builder("issuer", SharedSecret.ofBytes(Forge.bytes(32)))
                        .audience("audience"))
                .verifiedTokenCache(100)
                .build();

        for (int i = 0; i < 5_000; i++) {
            String payload = "{\"exp\":" + NOW.plusSeconds(900).getEpochSecond() + rest("u" + i);
            bounded.verify(CompactJws.of("{\"alg\":\"HS256\"}", payload)
                    .signedWith(secret)
                    .toString());
            assertThat(bounded.status().tokenCache().tokens()).isLessThanOrEqualTo(101);
        }
        assertThat(bounded.status().tokenCache().tokens()).isBetween(50L, 100L);
    }

    @Test
    void holdsFewerTokensIfTheyAreLarge() {
        JwtVerifier bounded = builder(issuer()).verifiedTokenCache(20).build();

        for (int i = 0; i < 60; i++) {
            bounded.verify(signed("{\"exp\":" + NOW.plusSeconds(900).getEpochSecond() + ",\"x\":\"" + "x".repeat(4_000)
                    + "\"" + rest("u" + i)));
        }

        assertThat(bounded.status().tokenCache().tokens())
                .isBetween(1L, 20L * VerifiedTokenCache.BYTES_PER_TOKEN / 4_000);
    }

    @ParameterizedTest
    @CsvSource({"8192, 1", "8193, 0"})
    void keepsNoTokenOfMoreThan8192Characters(int characters, int kept) {
        Forge forge = Forge.of("HS256");
        JwtVerifier ofForge = builder(forge.issuer()).build();
        String token = forge.tokenOfLength(characters);

        assertThat(ofForge.verify(token).subject()).isEqualTo("user-1");
        assertThat(ofForge.verify(token).subject()).isEqualTo("user-1");

        assertThat(token.length() <= VerifiedTokenCache.MAX_TOKEN_LENGTH).isEqualTo(kept == 1);
        assertThat(ofForge.status().tokenCache().tokens()).isEqualTo(kept);
    }

    @Test
    void keepsNoTokenThatUnpacksToManyObjects() {
        String token = signed("{\"exp\":" + NOW.plusSeconds(900).getEpochSecond() + ",\"x\":[" + "[1],".repeat(1_000)
                + "1]" + rest("u1"));

        assertThat(verifier.verify(token).subject()).isEqualTo("u1");

        assertThat(token.length()).isLessThan(VerifiedTokenCache.MAX_TOKEN_LENGTH);
        assertThat(verifier.status().tokenCache().tokens()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"16384, 1", "16385, 0"})
    void keepsNoTokenThatUnpacksToMoreThan16KiB(int bytes, int kept) {
        int unpadded = RetainedSize.of(verifier.verify(manyArraysAnd("")));
        JwtVerifier unused = builder(issuer()).build();

        VerifiedJwt jwt = unused.verify(manyArraysAnd("x".repeat(bytes - unpadded)));

        assertThat(RetainedSize.of(jwt)).isEqualTo(bytes);
        assertThat(unused.status().tokenCache().tokens()).isEqualTo(kept);
    }

    private static String manyArraysAnd(String padding) {
        return signed("{\"exp\":" + NOW.plusSeconds(900).getEpochSecond() + ",\"x\":[" + "[1],".repeat(150)
                + "1],\"y\":\"" + padding + "\"" + rest("u1"));
    }

    // many threads

    @Test
    void mixesNobodyUp() throws Exception {
        JwtVerifier small = builder(issuer()).verifiedTokenCache(30).build();
        List<String> tokens =
                IntStream.range(0, 60).mapToObj(i -> token("user-" + i)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int offset = thread * 7;
                runs.add(threads.submit(() -> {
                    for (int i = 0; i < 600; i++) {
                        int user = (i * 13 + offset) % 60;
                        assertThat(small.verify(tokens.get(user)).subject()).isEqualTo("user-" + user);
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        VerifierStatus.TokenCache status = small.status().tokenCache();
        assertThat(status.hits() + status.misses()).isEqualTo(4_800);
        assertThat(status.tokens()).isLessThanOrEqualTo(30);
    }

    private JwtVerifier.Builder builder(TrustedIssuer.Builder issuer) {
        return JwtVerifier.builder().trust(issuer.build()).clock(clock);
    }

    private TrustedIssuer.Builder issuer() {
        return issuerFor("audience");
    }

    private TrustedIssuer.Builder issuerFor(String audience) {
        return TrustedIssuer.builder("issuer", keys).audience(audience);
    }

    private static VerificationKey verificationKey(TestKey key, JwsAlgorithm algorithm) {
        return VerificationKey.of(key.publicKey(), key.keyId(), Set.of(algorithm));
    }

    private static String token(String subject) {
        return signed("{\"iat\":" + NOW.getEpochSecond() + ",\"exp\":"
                + NOW.plusSeconds(900).getEpochSecond() + rest(subject));
    }

    private static String rest(String subject) {
        return ",\"iss\":\"issuer\",\"aud\":\"audience\",\"sub\":\"" + subject + "\"}";
    }

    private static String signed(String payload) {
        return CompactJws.of("{\"alg\":\"ES256\",\"kid\":\"k1\"}", payload)
                .signedWith(KEY)
                .toString();
    }

    /** As off the wire: equal, and not the same object. */
    private static String copy(String token) {
        return new String(token.toCharArray());
    }

    private static RejectionReason reasonFor(JwtVerifier verifier, String token) {
        return catchThrowableOfType(JwtRejectedException.class, () -> verifier.verify(token))
                .reason();
    }
}
