package io.github.jotguard.example.betterauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.RefreshPolicy;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of a running Better Auth, verified with the settings that its application would have. */
class BetterAuthInteropTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "RS256"})
    void verifiesATokenOfEachAlgorithm(String algorithm) {
        try (BetterAuthServer server = BetterAuthServer.start(Map.of("JWT_ALGORITHM", algorithm));
                JwtVerifier verifier = JwtVerifier.trusting(
                        KnownIssuers.betterAuth(server.origin()).build())) {
            VerifiedJwt jwt = verifier.verify(server.jwt(server.signUp("ada")));

            assertThat(jwt.algorithm()).isEqualTo(JwsAlgorithm.valueOf(algorithm));
            assertThat(jwt.claim("email", String.class)).contains("ada@example.test");
            assertThat(jwt.subject()).matches("[A-Za-z0-9]{32}");
        }
    }

    @Test
    void rejectsNoGoodTokenWhileKeysRotate() {
        Map<String, String> rotating = Map.of("KEY_ROTATION_SECONDS", "7", "KEY_GRACE_SECONDS", "600");
        try (BetterAuthServer server = BetterAuthServer.start(rotating);
                JwtVerifier verifier = JwtVerifier.trusting(
                        KnownIssuers.betterAuth(server.origin()).build())) {
            BetterAuthServer.Session session = server.signUp("ada");
            Set<String> keyIds = new HashSet<>();
            int verified = 0;
            Instant giveUp = Instant.now().plusSeconds(40);
            while (keyIds.size() < 3) {
                VerifiedJwt jwt = verifier.verify(server.jwt(session));
                keyIds.add(jwt.keyId().orElseThrow());
                verified++;
                assertThat(Instant.now())
                        .as("two rotations after %s tokens", verified)
                        .isBefore(giveUp);
            }
            assertThat(verified).isGreaterThan(keyIds.size());
        }
    }

    @Test
    void verifiesEveryTokenOfAServerThatMadeSeveralKeysAtOnceWhenItStarted() {
        try (BetterAuthServer server = BetterAuthServer.start(Map.of());
                JwtVerifier verifier = JwtVerifier.trusting(
                        KnownIssuers.betterAuth(server.origin()).build())) {
            List<BetterAuthServer.Session> sessions = IntStream.range(0, 10)
                    .mapToObj(i -> server.signUp("user" + i))
                    .toList();

            CompletableFuture<?> early = CompletableFuture.runAsync(verifier::preload);
            List<CompletableFuture<String>> tokens = sessions.stream()
                    .map(session -> CompletableFuture.supplyAsync(() -> server.jwt(session)))
                    .toList();

            early.join();
            tokens.forEach(token ->
                    await("a token of a key made in the race is accepted", () -> accepts(verifier, token.join())));
        }
    }

    @Test
    void takesAnEmptyKeySetForNoKeysAndRecovers() {
        Map<String, String> shortLived = Map.of("KEY_ROTATION_SECONDS", "1", "KEY_GRACE_SECONDS", "1");
        RefreshPolicy quick = RefreshPolicy.builder()
                .unknownKeyCooldown(Duration.ofMillis(200))
                .build();
        try (BetterAuthServer server = BetterAuthServer.start(shortLived);
                JwtVerifier verifier = verifier(server, quick)) {
            BetterAuthServer.Session session = server.signUp("ada");
            String old = server.jwt(session);
            await("the key set is empty", () -> server.keySet().body().equals("{\"keys\":[]}"));
            verifier.preload();

            assertThat(verifier.status().issuers().get(server.origin()).state()).isEqualTo(KeysStatus.State.FRESH);
            assertRejected(verifier, old, RejectionReason.UNKNOWN_KEY);
            await("a new token is accepted", () -> accepts(verifier, server.jwt(session)));
        }
    }

    @Test
    void keepsTheKeysItHasWhenTheServerLimitsItsRequests() {
        RefreshPolicy quick =
                RefreshPolicy.builder().freshFor(Duration.ofMillis(500)).build();
        try (BetterAuthServer server = BetterAuthServer.start(Map.of("NODE_ENV", "production"));
                JwtVerifier verifier = verifier(server, quick)) {
            String token = server.jwt(server.signUp("ada"));
            verifier.verify(token);
            HttpResponse<String> limited = askUntilLimited(server);

            assertThat(limited.headers().firstValue("X-Retry-After")).isPresent();
            await("a refresh was rejected", () -> {
                verifier.verify(token);
                return status(verifier).lastError().equals(java.util.Optional.of("HTTP status 429"));
            });
            assertThat(verifier.verify(token).subject()).isNotEmpty();
            assertThat(status(verifier).nextRefresh().orElseThrow())
                    .isAfter(Instant.now().minusSeconds(1));
        }
    }

    @Test
    void verifiesTheHs256SessionCookieWithTheSecretOnly() {
        try (BetterAuthServer server = BetterAuthServer.start(Map.of("SESSION_COOKIE", "jwt"));
                JwtVerifier bySecret =
                        JwtVerifier.trusting(TrustedIssuer.anyIssuer(SharedSecret.ofUtf8(BetterAuthServer.SECRET))
                                .withoutAudienceCheck()
                                .build());
                JwtVerifier byKeySet = JwtVerifier.trusting(
                        KnownIssuers.betterAuth(server.origin()).build())) {
            String cookie = BetterAuthServer.cookie(server.signUp("ada"), "better-auth.session_data");

            assertThat(bySecret.verify(cookie).claim("user", Map.class)).isPresent();
            assertRejected(byKeySet, cookie, RejectionReason.ALGORITHM_NOT_ALLOWED);
        }
    }

    @Test
    void rejectsSessionTokensAndSessionCacheJwts() {
        try (BetterAuthServer server = BetterAuthServer.start(Map.of("SESSION_COOKIE", "jwt-of-key-set"));
                JwtVerifier verifier = JwtVerifier.trusting(
                        KnownIssuers.betterAuth(server.origin()).build())) {
            BetterAuthServer.Session session = server.signUp("ada");
            verifier.verify(server.jwt(session));

            assertRejected(verifier, session.token(), RejectionReason.MALFORMED);
            assertRejected(
                    verifier, BetterAuthServer.cookie(session, "better-auth.session_token"), RejectionReason.MALFORMED);
            assertRejected(
                    verifier, BetterAuthServer.cookie(session, "better-auth.session_data"), RejectionReason.WRONG_TYPE);
        }
    }

    @Test
    void goesOnWhileTheServerIsDeadAndAfterItsRestart() {
        RefreshPolicy quick = RefreshPolicy.builder()
                .freshFor(Duration.ofMillis(500))
                .initialBackoff(Duration.ofMillis(200))
                .maxBackoff(Duration.ofMillis(500))
                .build();
        try (BetterAuthServer server = BetterAuthServer.start(Map.of());
                JwtVerifier verifier = verifier(server, quick)) {
            BetterAuthServer.Session session = server.signUp("ada");
            String token = server.jwt(session);
            verifier.verify(token);

            server.kill();
            await("the keys are stale", () -> {
                verifier.verify(token);
                return status(verifier).state() == KeysStatus.State.STALE;
            });
            server.restart();
            await("the keys are fresh again", () -> status(verifier).state() == KeysStatus.State.FRESH);

            assertThat(verifier.verify(server.jwt(session)).subject())
                    .isEqualTo(verifier.verify(token).subject());
        }
    }

    private static JwtVerifier verifier(BetterAuthServer server, RefreshPolicy policy) {
        RemoteJwkSet keys =
                RemoteJwkSet.builder(server.jwksUri()).refreshPolicy(policy).build();
        return JwtVerifier.trusting(TrustedIssuer.builder(server.origin(), keys)
                .audience(server.origin())
                .build());
    }

    private static HttpResponse<String> askUntilLimited(BetterAuthServer server) {
        for (int i = 0; i < 150; i++) {
            HttpResponse<String> answer = server.keySet();
            if (answer.statusCode() == 429) {
                return answer;
            }
        }
        throw new AssertionError("150 requests were not limited");
    }

    private static KeysStatus status(JwtVerifier verifier) {
        return verifier.status().issuers().values().iterator().next();
    }

    private static boolean accepts(JwtVerifier verifier, String token) {
        return verifier.explain(token).isAccepted();
    }

    private static void assertRejected(JwtVerifier verifier, String token, RejectionReason reason) {
        assertThatExceptionOfType(JwtRejectedException.class)
                .isThrownBy(() -> verifier.verify(token))
                .extracting(JwtRejectedException::reason)
                .isEqualTo(reason);
    }

    /** Asks a process of its own again and again, within bounds: there is no clock to move in it. */
    private static void await(String what, BooleanSupplier condition) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(giveUp);
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
        }
    }
}
