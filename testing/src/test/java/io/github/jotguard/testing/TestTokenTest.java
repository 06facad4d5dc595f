package io.github.jotguard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestTokenTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L, 999_000_000L);

    private final TestIssuer issuer = TestIssuer.builder()
            .issuer("https://id.example")
            .audience("https://api.example")
            .clock(MutableClock.at(NOW))
            .start();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void startsAsBetterAuthWritesIt() {
        String token = issuer.token();
        assertThat(JdkVerification.header(token)).isEqualTo("{\"alg\":\"EdDSA\",\"kid\":\"" + issuer.keyId() + "\"}");
        assertThat(JdkVerification.payload(token))
                .isEqualTo("{\"iat\":1800000000,\"name\":\"Test User\",\"email\":\"test-user@example.test\","
                        + "\"emailVerified\":true,\"sub\":\"test-user\",\"exp\":1800000900,"
                        + "\"iss\":\"https://id.example\",\"aud\":\"https://api.example\"}");
    }

    @Test
    void changesRegisteredClaims() {
        assertThat(payload(t -> t.subject("u1"))).contains("\"sub\":\"u1\"");
        assertThat(payload(t -> t.issuer("x"))).contains("\"iss\":\"x\"");
        assertThat(payload(t -> t.issuedAt(Instant.ofEpochSecond(7)))).contains("\"iat\":7,", "\"exp\":1800000900");
        assertThat(payload(t -> t.expiresAt(Instant.ofEpochSecond(8)))).contains("\"exp\":8,");
        assertThat(payload(t -> t.expiresIn(Duration.ofSeconds(-1))))
                .contains("\"exp\":1799999999", "\"iat\":1799999099");
        assertThat(payload(t -> t.expiresIn(Duration.ZERO))).contains("\"exp\":1800000000", "\"iat\":1800000000");
        assertThat(payload(t -> t.notBefore(Instant.ofEpochSecond(9)))).contains("\"nbf\":9");
        assertThat(payload(t -> t.email("a@b.test").name("A B"))).contains("\"email\":\"a@b.test\"", "\"A B\"");
    }

    @Test
    void writesOneAudienceAsStringAndSeveralAsArray() {
        assertThat(payload(t -> t.audience("a"))).contains("\"aud\":\"a\"");
        assertThat(payload(t -> t.audience("a", "b"))).contains("\"aud\":[\"a\",\"b\"]");
        assertThat(payload(t -> t.audience())).contains("\"aud\":[]");
        assertThat(payload(t -> t.claim("aud", List.of("a")))).contains("\"aud\":[\"a\"]");
    }

    @Test
    void joinsScopesWithSpaces() {
        assertThat(payload(t -> t.scope("read", "write"))).contains("\"scope\":\"read write\"");
    }

    @Test
    void addsAndRemovesClaims() {
        assertThat(payload(t -> t.claim("sid", null).withoutClaim("exp")))
                .contains("\"sid\":null")
                .doesNotContain("\"exp\"");
    }

    @Test
    void addsAndRemovesHeaderParameters() {
        assertThat(header(t -> t.type("at+jwt").header("crit", List.of("b64"))))
                .contains("\"typ\":\"at+jwt\",\"crit\":[\"b64\"]");
        assertThat(header(t -> t.withoutHeader("kid"))).isEqualTo("{\"alg\":\"EdDSA\"}");
        assertThat(header(t -> t.withoutHeader("kid").keyId("k"))).contains("\"kid\":\"k\"");
        assertThat(header(t -> t.header("alg", "none"))).contains("\"alg\":\"none\"");
    }

    @Test
    void namesTheOtherKeyThatSigns() throws Exception {
        TestKey other = TestKey.generate("ES384");
        String token = issuer.token(t -> t.signedWith(other));
        assertThat(JdkVerification.header(token)).isEqualTo("{\"alg\":\"ES384\",\"kid\":\"" + other.keyId() + "\"}");
        assertThat(JdkVerification.verifiesWithJwk(token, other.jwk())).isTrue();
    }

    @Test
    void forgesWhenTheOtherKeyGoesByTheIssuersKeyId() throws Exception {
        TestKey stranger = TestKey.generate("EdDSA");
        String before = issuer.token(t -> t.keyId(issuer.keyId()).signedWith(stranger));
        String after = issuer.token(t -> t.signedWith(stranger).keyId(issuer.keyId()));
        assertThat(before).isEqualTo(after);
        assertThat(JdkVerification.header(after)).isEqualTo(JdkVerification.header(issuer.token()));
        assertThat(JdkVerification.verifies(after, issuer.jwkSetJson())).isFalse();
    }

    @Test
    void signsRawHeaderAndPayloadAsTheyAre() throws Exception {
        String token = issuer.token(t -> t.rawHeader("{\"alg\": \"EdDSA\"}").rawPayload("{\"a\":1,\"a\":2}"));
        assertThat(JdkVerification.header(token)).isEqualTo("{\"alg\": \"EdDSA\"}");
        assertThat(JdkVerification.payload(token)).isEqualTo("{\"a\":1,\"a\":2}");
        String jwk = issuer.jwkSetJson().replaceAll(".*\\[(.*)].*", "$1");
        assertThat(JdkVerification.verifiesWithJwk(token, jwk)).isTrue();
    }

    @Test
    void changesTheSignatureAfterSigning() {
        assertThat(issuer.token(t -> t.signature(bytes -> new byte[0]))).endsWith(".");
        assertThat(issuer.token(t -> t.signature(bytes -> new byte[bytes.length])))
                .endsWith("." + "A".repeat(86));
    }

    private String header(Consumer<TestToken> changes) {
        return JdkVerification.header(issuer.token(changes));
    }

    private String payload(Consumer<TestToken> changes) {
        return JdkVerification.payload(issuer.token(changes));
    }
}
