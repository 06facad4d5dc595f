package io.github.jotguard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestDpopKeyTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String URI = "https://api.example.com/me";

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "ES384", "ES512", "PS256", "RS256"})
    void makesAProofThatItsOwnKeyVerifies(String algorithm) throws Exception {
        TestDpopKey key = TestDpopKey.generate(algorithm).withClock(MutableClock.at(NOW));
        String proof = key.proof("GET", URI + "?x=1#y", "token");

        assertThat(JdkVerification.verifiesWithJwk(proof, key.key().jwk())).isTrue();
        assertThat(JdkVerification.header(proof))
                .startsWith("{\"typ\":\"dpop+jwt\",\"alg\":\"" + algorithm + "\",\"jwk\":{")
                .doesNotContain("kid", "\"d\"");
        assertThat(JdkVerification.payload(proof))
                .contains("\"iat\":" + NOW.getEpochSecond(), "\"htm\":\"GET\"", "\"htu\":\"" + URI + "\"", "\"jti\":\"")
                .contains("\"ath\":\"" + sha256("token") + "\"");
    }

    @Test
    void makesAnotherIdentifierEachTime() {
        TestDpopKey key = TestDpopKey.generate();
        Set<String> proofs = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            proofs.add(JdkVerification.payload(key.proof("GET", URI, "token")));
        }
        assertThat(proofs).hasSize(100);
    }

    /** The members in the order of the alphabet and without white space (RFC 7638 §3). */
    @Test
    void hasTheThumbprintOfItsPublicKey() throws Exception {
        TestDpopKey key = TestDpopKey.generate("EdDSA");
        String x = JdkVerification.member(key.key().jwk(), "x");

        assertThat(key.thumbprint()).isEqualTo(sha256("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}"));
    }

    @Test
    void isWhatATokenIsBoundTo() {
        TestDpopKey key = TestDpopKey.generate();
        try (TestIssuer issuer = TestIssuer.start()) {
            assertThat(JdkVerification.payload(issuer.token(t -> t.boundTo(key))))
                    .contains("\"cnf\":{\"jkt\":\"" + key.thumbprint() + "\"}");
        }
    }

    @Test
    void isNoSharedSecret() {
        assertThatThrownBy(() -> TestDpopKey.generate("HS256")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void makesAProofWithEachFault(DpopFault fault) throws Exception {
        TestDpopKey key = TestDpopKey.generate().withClock(MutableClock.at(NOW));
        String good = key.proof("GET", URI, "token");
        String bad = key.proof("GET", URI, "token", fault);

        boolean isSameHeader = JdkVerification.header(bad).equals(JdkVerification.header(good));
        boolean hasOnlyAnotherId = withoutId(bad).equals(withoutId(good));
        boolean isSigned = fault != DpopFault.SYMMETRIC
                && fault != DpopFault.UNSIGNED
                && JdkVerification.verifiesWithJwk(bad, key.key().jwk());
        assertThat(isSameHeader && hasOnlyAnotherId && isSigned).isFalse();
    }

    private static String withoutId(String proof) {
        return JdkVerification.payload(proof).replaceAll("\"jti\":\"[0-9a-f-]{36}\"", "");
    }

    @Test
    void changesWhatATestSays() {
        String proof = TestDpopKey.generate().proof("GET", URI, "token", p -> p.rawHeader("{}")
                .rawPayload("[]")
                .signature(bytes -> new byte[0]));

        assertThat(proof).isEqualTo("e30.W10.");
    }

    private static String sha256(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
