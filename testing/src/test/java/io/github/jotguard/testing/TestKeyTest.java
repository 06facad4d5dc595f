package io.github.jotguard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestKeyTest {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);
    private static final List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "k");

    @ParameterizedTest
    @CsvSource({
        "EdDSA, OKP, 64", "Ed25519, OKP, 64", "Ed448, OKP, 114",
        "ES256, EC, 64", "ES384, EC, 96", "ES512, EC, 132",
        "RS256, RSA, 256", "RS384, RSA, 256", "RS512, RSA, 256",
        "PS256, RSA, 256", "PS384, RSA, 256", "PS512, RSA, 256"
    })
    void signsWhatItsOwnJwkVerifies(String algorithm, String kty, int signatureBytes) throws Exception {
        TestKey key = TestKey.generate(algorithm);
        byte[] signature = key.sign(DATA);

        assertThat(signature).hasSize(signatureBytes);
        assertThat(JdkVerification.member(key.jwk(), "kty")).isEqualTo(kty);
        assertThat(JdkVerification.member(key.jwk(), "alg")).isEqualTo(algorithm);
        assertThat(JdkVerification.member(key.jwk(), "kid")).isEqualTo(key.keyId());
        assertThat(JdkVerification.verifies(DATA, signature, key.jwk())).isTrue();
        assertThat(JdkVerification.verifies(new byte[] {1}, signature, key.jwk()))
                .isFalse();
        assertThat(JdkVerification.verifies(
                        DATA, signature, TestKey.generate(algorithm).jwk()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"HS256, HmacSHA256, 32", "HS384, HmacSHA384, 48", "HS512, HmacSHA512, 64"})
    void signsWithSharedSecrets(String algorithm, String jcaName, int bytes) throws Exception {
        TestKey key = TestKey.generate(algorithm);
        assertThat(key.secret()).hasSize(bytes);

        Mac mac = Mac.getInstance(jcaName);
        mac.init(new SecretKeySpec(key.secret(), jcaName));
        assertThat(key.sign(DATA)).hasSize(bytes).isEqualTo(mac.doFinal(DATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed448", "ES256", "ES512", "RS256"})
    void keepsPrivatePartsOutOfTheJwk(String algorithm) {
        TestKey key = TestKey.generate(algorithm);
        for (String member : PRIVATE_MEMBERS) {
            assertThat(key.jwk()).doesNotContain("\"" + member + "\":");
        }
        assertThat(key.jwkWithPrivateParts()).contains("\"d\":");
        assertThat(key).hasToString("TestKey[" + algorithm + ", " + key.keyId() + "]");
    }

    @Test
    void sharesNoSecretThroughThePublicJwk() {
        TestKey key = TestKey.ofSecret("HS256", DATA);
        assertThatIllegalStateException().isThrownBy(key::jwk);
        assertThatIllegalStateException().isThrownBy(key::publicKey);
        assertThat(key.jwkWithPrivateParts()).contains("\"kty\":\"oct\",\"k\":\"ZGF0YQ\"");
    }

    @Test
    void givesPrivateRsaPartsThatSign() throws Exception {
        TestKey key = TestKey.generate("RS256");
        String jwk = key.jwkWithPrivateParts();
        PrivateKey rebuilt = KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateKeySpec(number(jwk, "n"), number(jwk, "d")));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(rebuilt);
        signature.update(DATA);
        assertThat(signature.sign()).isEqualTo(key.sign(DATA));
        assertThat(number(jwk, "p").multiply(number(jwk, "q"))).isEqualTo(number(jwk, "n"));
        assertThat(number(jwk, "qi").multiply(number(jwk, "q")).mod(number(jwk, "p")))
                .isEqualTo(BigInteger.ONE);
    }

    @Test
    void givesThePrivateEdwardsPartThatSigns() throws Exception {
        TestKey key = TestKey.generate("EdDSA");
        byte[] d = Base64.getUrlDecoder().decode(JdkVerification.member(key.jwkWithPrivateParts(), "d"));
        PrivateKey rebuilt = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, d));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(rebuilt);
        signature.update(DATA);
        assertThat(d).hasSize(32);
        assertThat(signature.sign()).isEqualTo(key.sign(DATA));
    }

    @ParameterizedTest
    @CsvSource({"EdDSA, 32", "Ed448, 57"})
    void writesEdwardsPointsAsTheyAreEncoded(String algorithm, int length) {
        // enough keys for both signs of x: the chance to miss one is 2 to the power of -31
        for (int i = 0; i < 32; i++) {
            TestKey key = TestKey.generate(algorithm);
            byte[] encoded = key.publicKey().getEncoded();
            byte[] x = Base64.getUrlDecoder().decode(JdkVerification.member(key.jwk(), "x"));
            assertThat(x).isEqualTo(Arrays.copyOfRange(encoded, encoded.length - length, encoded.length));
        }
    }

    @Test
    void writesCoordinatesThatBeginWithZeroAtFullLength() {
        TestKey key = TestKey.generate("ES256");
        while (!JdkVerification.member(key.jwk(), "x").startsWith("AA")) {
            key = TestKey.generate("ES256");
        }
        assertThat(JdkVerification.member(key.jwk(), "x")).hasSize(43);
        assertThat(number(key.jwk(), "x").bitLength()).isLessThanOrEqualTo(252);
    }

    @Test
    void writesRsaNumbersWithoutLeadingZero() {
        TestKey key = TestKey.generate("RS256");
        byte[] n = Base64.getUrlDecoder().decode(JdkVerification.member(key.jwk(), "n"));
        assertThat(n).hasSize(256);
        assertThat(n[0]).isNegative();
        assertThat(JdkVerification.member(key.jwk(), "e")).isEqualTo("AQAB");
    }

    @Test
    void givesEachKeyItsOwnKeyIdOfLettersAndDigits() {
        String keyId = TestKey.generate("ES256").keyId();
        assertThat(keyId)
                .matches("[A-Za-z0-9]{32}")
                .isNotEqualTo(TestKey.generate("ES256").keyId());
    }

    @Test
    void changesNameAndAlgorithmOfTheSameKey() throws Exception {
        TestKey key = TestKey.generate("RS256").withKeyId("k1").withAlgorithm("PS512");
        assertThat(key.keyId()).isEqualTo("k1");
        assertThat(key.algorithm()).isEqualTo("PS512");
        assertThat(JdkVerification.verifies(DATA, key.sign(DATA), key.jwk())).isTrue();
    }

    @Test
    void changesTheJwkAsTold() {
        String jwk = TestKey.generate("EdDSA").withKeyId("k1").jwk(members -> {
            members.remove("alg");
            members.put("use", "enc");
        });
        assertThat(jwk).contains("\"use\":\"enc\"", "\"kid\":\"k1\"").doesNotContain("alg");
    }

    @Test
    void makesRsaKeysThatAreTooShort() {
        TestKey key = TestKey.generateRsa("RS256", 1024);
        assertThat(((RSAPublicKey) key.publicKey()).getModulus().bitLength()).isEqualTo(1024);
    }

    @Test
    void rejectsAlgorithmsThatDoNotFitTheKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> TestKey.generate("none"));
        assertThatIllegalArgumentException().isThrownBy(() -> TestKey.generateRsa("ES256", 2048));
        assertThatIllegalArgumentException().isThrownBy(() -> TestKey.ofSecret("RS256", DATA));
        assertThatIllegalArgumentException().isThrownBy(() -> TestKey.ofSecret("HS256", new byte[0]));
        TestKey ec = TestKey.generate("ES256");
        assertThatIllegalArgumentException().isThrownBy(() -> ec.withAlgorithm("RS256"));
    }

    private static BigInteger number(String jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(JdkVerification.member(jwk, name)));
    }
}
