package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.example.issuer.Browser.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Keys: what the JWK Set shows, and what rotation does to tokens that live. */
class KeyRotationTest {

    private static final String SECRET = "a secret of no less than 32 bytes";
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofHours(2);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T07:15:59.432Z"));
    private ExampleDatabase database;

    @BeforeEach
    void emptyDatabase() throws Exception {
        database = TestDatabase.emptied();
    }

    @Test
    void publishesTheKeyAsBetterAuthDoes() {
        try (DemoIssuer issuer = start(DemoIssuerOptions.defaults())) {
            Reply reply = new Browser(issuer).get("/jwks");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).contains("application/json");
            assertThat(reply.header("Cache-Control")).isEmpty();
            assertThat(reply.header("ETag")).isEmpty();
            assertThat(reply.text())
                    .matches("\\{\"keys\":\\[\\{\"alg\":\"EdDSA\",\"crv\":\"Ed25519\",\"x\":\"[A-Za-z0-9_-]{43}\","
                            + "\"kty\":\"OKP\",\"kid\":\"[A-Za-z0-9]{32}\"}]}");
        }
    }

    @Test
    void publishesNoPrivateMemberEvenIfTheTableHasOne() throws Exception {
        try (DemoIssuer issuer = start(DemoIssuerOptions.defaults())) {
            TestDatabase.execute("insert into jwks (id, \"publicKey\", \"privateKey\", \"createdAt\") values"
                    + " ('leaky', '{\"crv\":\"Ed25519\",\"x\":\"eA\",\"d\":\"secret\",\"kty\":\"OKP\"}',"
                    + " '\"\"', now())");

            assertThat(new Browser(issuer).get("/jwks").text())
                    .isEqualTo("{\"keys\":[{\"alg\":\"EdDSA\",\"crv\":\"Ed25519\",\"x\":\"eA\",\"kty\":\"OKP\","
                            + "\"kid\":\"leaky\"}]}");
        }
    }

    @Test
    void storesThePrivateKeyEncrypted() throws Exception {
        try (DemoIssuer issuer = start(DemoIssuerOptions.defaults())) {
            new Browser(issuer).get("/jwks");

            // the PKCS #8 form of an Ed25519 key starts so: RFC 8410 §7
            assertThat(TestDatabase.strings("select \"privateKey\" from jwks"))
                    .singleElement()
                    .asString()
                    .matches("\"[0-9a-f]{150,}\"")
                    .doesNotContain("302e0201003005");
        }
    }

    @Test
    void makesOneKeyForManyFirstRequests() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (DemoIssuer issuer = start(DemoIssuerOptions.defaults())) {
            Callable<String> request = () -> new Browser(issuer).get("/jwks").text();
            List<Future<String>> replies =
                    threads.invokeAll(List.of(request, request, request, request, request, request));
            String first = replies.get(0).get(20, TimeUnit.SECONDS);
            for (Future<String> reply : replies) {
                assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(TestDatabase.strings("select id from jwks")).hasSize(1);
    }

    @Test
    void keepsTheKeyForEverUnlessToldOtherwise() throws Exception {
        try (DemoIssuer issuer = start(DemoIssuerOptions.defaults().withClock(clock))) {
            String token = token(issuer);
            clock.advance(Duration.ofDays(3650));

            assertThat(kid(token(issuer))).isEqualTo(kid(token));
        }
    }

    @Test
    void keepsTokensVerifiableWithinTheGracePeriodAfterARotation() throws Exception {
        try (DemoIssuer issuer =
                start(DemoIssuerOptions.defaults().withClock(clock).withKeyRotation(INTERVAL, GRACE))) {
            String before = token(issuer);
            issuer.rotate();
            String after = token(issuer);

            assertThat(kid(after)).isNotEqualTo(kid(before));
            assertThat(Jwts.verifies(before, jwks(issuer))).isTrue();
            assertThat(Jwts.verifies(after, jwks(issuer))).isTrue();

            clock.advance(GRACE.minusMillis(1));
            assertThat(Jwts.verifies(before, jwks(issuer))).isTrue();
            clock.advance(Duration.ofMillis(1));
            assertThat(Jwts.verifies(before, jwks(issuer))).isFalse();
            assertThat(Jwts.verifies(after, jwks(issuer))).isTrue();
        }
    }

    @Test
    void rotatesWhenItSignsWithAnExpiredKeyAndNotBefore() throws Exception {
        try (DemoIssuer issuer =
                start(DemoIssuerOptions.defaults().withClock(clock).withKeyRotation(INTERVAL, GRACE))) {
            String first = token(issuer);
            clock.advance(INTERVAL.minusMillis(1));
            assertThat(kid(token(issuer))).isEqualTo(kid(first));

            clock.advance(Duration.ofMillis(1));
            assertThat(jwks(issuer).get("keys").size()).isEqualTo(1);
            assertThat(kid(token(issuer))).isNotEqualTo(kid(first));
            assertThat(jwks(issuer).get("keys").size()).isEqualTo(2);
        }
    }

    @Test
    void publishesAnEmptySetBetweenTheLastGracePeriodAndTheNextSigning() throws Exception {
        try (DemoIssuer issuer =
                start(DemoIssuerOptions.defaults().withClock(clock).withKeyRotation(INTERVAL, GRACE))) {
            token(issuer);
            clock.advance(INTERVAL.plus(GRACE));

            assertThat(new Browser(issuer).get("/jwks").text()).isEqualTo("{\"keys\":[]}");
            assertThat(Jwts.verifies(token(issuer), jwks(issuer))).isTrue();
            assertThat(TestDatabase.strings("select id from jwks")).hasSize(2);
        }
    }

    @Test
    void goesOnWithItsKeyAfterARestartWithTheSameSecret() throws Exception {
        String before;
        try (DemoIssuer issuer = start(DemoIssuerOptions.defaults().withSecret(SECRET))) {
            before = token(issuer);
        }
        try (DemoIssuer issuer = start(DemoIssuerOptions.defaults().withSecret(SECRET))) {
            assertThat(kid(token(issuer))).isEqualTo(kid(before));
        }
    }

    @Test
    void makesANewKeyWhenTheSecretHasChangedAndStillPublishesTheOldOne() throws Exception {
        String before;
        try (DemoIssuer issuer = start(DemoIssuerOptions.defaults().withSecret(SECRET))) {
            before = token(issuer);
        }
        try (DemoIssuer issuer = start(DemoIssuerOptions.defaults())) {
            assertThat(kid(token(issuer))).isNotEqualTo(kid(before));
            assertThat(Jwts.verifies(before, jwks(issuer))).isTrue();
        }
    }

    private DemoIssuer start(DemoIssuerOptions options) {
        return DemoIssuer.start(database.dataSource(), options);
    }

    private static String token(DemoIssuer issuer) throws Exception {
        String id = issuer.findUser("ada@example.test")
                .orElseGet(() -> issuer.createUser("Ada", "ada@example.test", "correct horse"));
        return issuer.tokenFor(id);
    }

    private static String kid(String token) {
        return Jwts.header(token).get("kid").stringValue();
    }

    private static JsonNode jwks(DemoIssuer issuer) {
        return new Browser(issuer).get("/jwks").json();
    }
}
