package io.github.jotguard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestIssuerTest {
    private static final byte[] SECRET = "a secret of at least thirty-two bytes".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EdDSA", "Ed25519", "Ed448", "ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384",
                "PS512"
            })
    void servesTheKeysThatVerifyItsTokens(String algorithm) throws Exception {
        try (TestIssuer issuer = TestIssuer.builder().algorithm(algorithm).start()) {
            Http answer = Http.get(issuer.jwksUri());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).containsExactly("application/json");
            assertThat(answer.header("Cache-Control")).isEmpty();
            assertThat(answer.body()).isEqualTo(issuer.jwkSetJson());
            assertThat(JdkVerification.verifies(issuer.token(), answer.body())).isTrue();
        }
    }

    @Test
    void behavesAsBetterAuthByDefault() {
        try (TestIssuer issuer = TestIssuer.start()) {
            assertThat(issuer.origin()).matches("http://127\\.0\\.0\\.1:\\d+");
            assertThat(issuer.issuer()).isEqualTo(issuer.origin());
            assertThat(issuer.audience()).isEqualTo(issuer.origin());
            assertThat(issuer.jwksUri()).isEqualTo(URI.create(issuer.origin() + "/api/auth/jwks"));
            assertThat(issuer.jwkSetJson()).contains("\"crv\":\"Ed25519\"").doesNotContain("\"use\"", "key_ops");
            assertThat(issuer.keyIds()).containsExactly(issuer.keyId());
        }
    }

    @Test
    void makesEveryTokenWithItsDefaultsBeforeTheChanges() {
        try (TestIssuer issuer = TestIssuer.builder()
                .defaults(t -> t.claim("typ", "Bearer").subject("default").withoutClaim("aud"))
                .start()) {
            assertThat(claimsOf(issuer.token()))
                    .contains("\"typ\":\"Bearer\"", "\"sub\":\"default\"")
                    .doesNotContain("\"aud\"");
            assertThat(claimsOf(issuer.token(t -> t.claim("typ", "ID").subject("u1"))))
                    .contains("\"typ\":\"ID\"", "\"sub\":\"u1\"")
                    .doesNotContain("Bearer", "default");
        }
    }

    private static String claimsOf(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    @Test
    void issuesUnderItsSettings() throws Exception {
        try (TestIssuer issuer = TestIssuer.builder()
                .issuer("https://id.example")
                .audience("a", "b")
                .jwksPath("/keys")
                .clock(MutableClock.at(Instant.ofEpochSecond(1000)))
                .start()) {
            assertThat(issuer.audience()).isEqualTo("a");
            assertThat(issuer.audiences()).containsExactly("a", "b");
            assertThat(JdkVerification.payload(issuer.token()))
                    .contains("\"iat\":1000,", "\"exp\":1900,", "\"iss\":\"https://id.example\",\"aud\":[\"a\",\"b\"]");
            assertThat(Http.get(URI.create(issuer.origin() + "/keys")).status()).isEqualTo(200);
            assertThat(Http.get(URI.create(issuer.origin() + "/api/auth/jwks")).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void listensOnThePortThatItIsGiven() throws Exception {
        int free;
        try (TestIssuer before = TestIssuer.builder().port(0).start()) {
            free = before.jwksUri().getPort();
        }
        try (TestIssuer issuer = TestIssuer.builder().port(free).start()) {
            assertThat(issuer.origin()).isEqualTo("http://127.0.0.1:" + free);
            assertThat(Http.get(issuer.jwksUri()).status()).isEqualTo(200);
            TestIssuerBuilder second = TestIssuer.builder().port(free);
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(second::start)
                    .withMessageStartingWith("port " + free + " cannot be listened on: ");
        }
    }

    @Test
    void takesPortsAndNothingElse() {
        TestIssuer.builder().port(65_535);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestIssuer.builder().port(65_536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestIssuer.builder().port(-1));
        assertThatIllegalStateException()
                .isThrownBy(() -> TestIssuer.builder().port(0).port(0));
    }

    @Test
    void usesTheSystemsTimeUnlessGivenAnother() {
        Instant before = Instant.now();
        try (TestIssuer issuer = TestIssuer.start()) {
            String iat = JdkVerification.payload(issuer.token()).replaceAll(".*\"iat\":(\\d+).*", "$1");
            assertThat(Long.parseLong(iat))
                    .isBetween(before.getEpochSecond(), Instant.now().getEpochSecond());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void signsWithSharedSecretAndNeverServesIt(String algorithm) throws Exception {
        try (TestIssuer issuer =
                TestIssuer.builder().algorithm(algorithm).sharedSecret(SECRET).start()) {
            CompactJws jws = CompactJws.parse(issuer.token());
            Mac mac = Mac.getInstance(algorithm.replace("HS", "HmacSHA"));
            mac.init(new SecretKeySpec(SECRET, "HMAC"));
            assertThat(jws.signaturePart()).isEqualTo(CompactJws.base64Url(mac.doFinal(jws.signingInput())));
            assertThat(JdkVerification.header(issuer.token())).isEqualTo("{\"alg\":\"" + algorithm + "\"}");
            assertThat(Http.get(issuer.jwksUri()).body()).isEqualTo("{\"keys\":[]}");
            assertThat(issuer.keyIds()).isEmpty();
            assertThat(issuer.sharedSecret()).isEqualTo(SECRET);
        }
    }

    @Test
    void takesHs256ForSecretsWithoutAlgorithm() {
        try (TestIssuer issuer = TestIssuer.builder().sharedSecret(SECRET).start()) {
            assertThat(JdkVerification.header(issuer.token())).isEqualTo("{\"alg\":\"HS256\"}");
        }
    }

    @Test
    void makesSecretsOfItsOwn() {
        try (TestIssuer issuer = TestIssuer.builder().algorithm("HS512").start()) {
            assertThat(issuer.sharedSecret()).hasSize(64);
        }
    }

    @Test
    void tellsNoSecretOfKeyPairs() {
        try (TestIssuer issuer = TestIssuer.start()) {
            assertThatIllegalStateException().isThrownBy(issuer::sharedSecret);
        }
    }

    @Test
    void signsWithTheTestsOwnKey() {
        TestKey key = TestKey.generate("ES256").withKeyId("mine");
        try (TestIssuer issuer = TestIssuer.builder().key(key).start()) {
            assertThat(issuer.keyId()).isEqualTo("mine");
            assertThat(issuer.jwkSetJson()).isEqualTo("{\"keys\":[" + key.jwk() + "]}");
        }
    }

    @Test
    void answersOnlyGetAsBetterAuthDoes() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            assertThat(Http.send("HEAD", issuer.jwksUri()).status()).isEqualTo(404);
            assertThat(Http.send("POST", issuer.jwksUri()).status()).isEqualTo(404);
            assertThat(Http.get(URI.create(issuer.origin() + "/api/auth/jwks/more"))
                            .status())
                    .isEqualTo(404);
            assertThat(issuer.requests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    void servesMetadataOnlyWhereWanted(String path) throws Exception {
        try (TestIssuer silent = TestIssuer.start();
                TestIssuer issuer = TestIssuer.builder().discovery(true).start()) {
            assertThat(Http.get(URI.create(silent.origin() + path)).status()).isEqualTo(404);
            assertThat(Http.get(URI.create(issuer.origin() + path)).body())
                    .isEqualTo("{\"issuer\":\"" + issuer.issuer() + "\",\"jwks_uri\":\"" + issuer.jwksUri()
                            + "\",\"id_token_signing_alg_values_supported\":[\"EdDSA\"]}");
            issuer.publishDiscovery("[]");
            assertThat(Http.get(URI.create(issuer.origin() + path)).body()).isEqualTo("[]");
        }
    }

    @Test
    void rejectsContradictorySettings() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestIssuer.builder().algorithm("none"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestIssuer.builder().jwksPath("keys"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestIssuer.builder().audience());
        assertThatIllegalStateException()
                .isThrownBy(() -> TestIssuer.builder().issuer("a").issuer("b"));
        assertThatNullPointerException().isThrownBy(() -> TestIssuer.builder().issuer(null));
        TestIssuerBuilder contradictory =
                TestIssuer.builder().algorithm("ES256").sharedSecret(SECRET);
        assertThatIllegalArgumentException().isThrownBy(contradictory::start);
    }

    @Test
    void neverSharesRsaKeysBetweenIssuersThatRunSideBySide() {
        try (TestIssuer first = TestIssuer.builder().algorithm("RS256").start();
                TestIssuer second = TestIssuer.builder().algorithm("RS256").start()) {
            first.addKey();
            assertThat(first.jwkSetJson()).doesNotContain(JdkVerification.member(second.jwkSetJson(), "n"));
        }
    }

    @Test
    void keepsRsaKeysOfTheTestForItselfWhenClosed() {
        TestKey own = TestKey.generate("RS256");
        TestIssuer.builder().key(own).start().close();
        for (int i = 0; i < 3; i++) {
            assertThat(TestKey.generate("RS256").publicKey()).isNotEqualTo(own.publicKey());
        }
    }
}
