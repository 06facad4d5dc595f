package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jotguard.jwks.StaticJwkSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of RFC 7515 appendix A, RFC 8037 appendix A and RFC 7520 section 4. */
class RfcVectorsTest {

    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
    private static final Instant LAST_SECOND = Instant.ofEpochSecond(1_300_819_379);
    private static final String PAYLOAD =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    /** RFC 7515 A.1. */
    private static final String HS256 =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + PAYLOAD + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String HS256_KEY =
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

    /** RFC 7515 A.2. */
    private static final String RS256 = "eyJhbGciOiJSUzI1NiJ9." + PAYLOAD
            + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujG"
            + "bds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0"
            + "GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6Lb"
            + "gGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    private static final String RS256_KEY = "{\"kty\":\"RSA\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTb"
            + "ji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2j"
            + "Z47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY"
            + "4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4F"
            + "RWyuXpoQ\",\"e\":\"AQAB\"}";

    /** RFC 7515 A.3. */
    private static final String ES256 = "eyJhbGciOiJFUzI1NiJ9." + PAYLOAD
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private static final String ES256_KEY = "{\"kty\":\"EC\",\"crv\":\"P-256\","
            + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
            + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";

    /** RFC 8037 A.2 and A.4. */
    private static final String ED25519_KEY =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    private static final String ED25519_PRIVATE = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    private static final String ED25519 = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
            + ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    @ParameterizedTest
    @MethodSource("tokensOfRfc7515")
    void acceptsTheTokensOfRfc7515UntilTheyExpire(String token, VerificationKeys keys) {
        VerifiedJwt jwt = verifier(keys, LAST_SECOND).verify(token);

        assertThat(jwt.issuer()).isEqualTo("joe");
        assertThat(jwt.claim("http://example.com/is_root", Boolean.class)).contains(true);
        assertThat(Trust.verdict(verifier(keys, LAST_SECOND.plusSeconds(1)), token))
                .isEqualTo("expired");
    }

    static Stream<Object[]> tokensOfRfc7515() {
        return Stream.of(
                new Object[] {HS256, SharedSecret.ofBytes(BASE64.decode(HS256_KEY))},
                new Object[] {RS256, set(RS256_KEY)},
                new Object[] {ES256, set(ES256_KEY)});
    }

    private static VerificationKeys set(String key) {
        return StaticJwkSet.ofJson("{\"keys\":[" + key + "]}");
    }

    private static JwtVerifier verifier(VerificationKeys keys, Instant now) {
        return JwtVerifier.builder()
                .trust(TrustedIssuer.builder("joe", keys)
                        .withoutAudienceCheck()
                        .clockSkew(java.time.Duration.ZERO)
                        .build())
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
    }

    @Test
    void readsTheKeyOfRfc8037AsItIsMeant() throws GeneralSecurityException {
        assertThat(verifies(ED25519, JwsAlgorithm.EdDSA, key(ED25519_KEY, JwsAlgorithm.EdDSA)))
                .isTrue();
    }

    /** RFC 8037 signs a sentence, which is not a JWT. */
    @Test
    void rejectsTheExampleOfRfc8037BecauseItHasNoClaims() {
        assertThat(Trust.verdict(verifier(set(ED25519_KEY), LAST_SECOND), ED25519))
                .isEqualTo("malformed");
    }

    @Test
    void acceptsClaimsThatTheKeyOfRfc8037Signed() throws GeneralSecurityException {
        String input = "eyJhbGciOiJFZERTQSJ9." + PAYLOAD;
        PrivateKey key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, BASE64.decode(ED25519_PRIVATE)));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        String token = input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());

        assertThat(Trust.verdict(verifier(set(ED25519_KEY), LAST_SECOND), token))
                .isEqualTo(Trust.ACCEPTED);
    }

    @ParameterizedTest
    @MethodSource("examplesOfRfc7520")
    void readsTheKeysOfRfc7520AsTheyAreMeant(JsonNode example) throws GeneralSecurityException {
        JwsAlgorithm algorithm = JwsAlgorithm.valueOf(example.get("alg").asText());

        assertThat(verifies(token(example), algorithm, key(example, algorithm))).isTrue();
    }

    /** RFC 7520 signs a sentence of a novel, which is not a JWT. */
    @ParameterizedTest
    @MethodSource("examplesOfRfc7520")
    void rejectsTheExamplesOfRfc7520BecauseTheyHaveNoClaims(JsonNode example) {
        JwsAlgorithm algorithm = JwsAlgorithm.valueOf(example.get("alg").asText());
        TrustedIssuer anybody = TrustedIssuer.anyIssuer(keys(example))
                .withoutAudienceCheck()
                .algorithms(algorithm)
                .build();

        assertThat(Trust.verdict(JwtVerifier.trusting(anybody), token(example))).isEqualTo("malformed");
    }

    static Stream<JsonNode> examplesOfRfc7520() {
        return StreamSupport.stream(rfc7520().get("examples").spliterator(), false);
    }

    private static JsonNode rfc7520() {
        try (InputStream file = RfcVectorsTest.class.getResourceAsStream("/rfc7520.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static String token(JsonNode example) {
        return example.get("header").asText() + "." + rfc7520().get("payload").asText() + "."
                + example.get("signature").asText();
    }

    private static VerificationKeys keys(JsonNode example) {
        JsonNode key = rfc7520().get(example.get("key").asText());
        return key.isTextual() ? SharedSecret.ofBytes(BASE64.decode(key.asText())) : set(key.toString());
    }

    private static Key key(JsonNode example, JwsAlgorithm algorithm) {
        return keys(example)
                .find(new JwsHeader(algorithm, Optional.empty(), Optional.empty()))
                .get(0)
                .key();
    }

    private static Key key(String jwk, JwsAlgorithm algorithm) {
        return set(jwk).find(new JwsHeader(algorithm, Optional.empty(), Optional.empty()))
                .get(0)
                .key();
    }

    private static boolean verifies(String token, JwsAlgorithm algorithm, Key key) throws GeneralSecurityException {
        int dot = token.lastIndexOf('.');
        byte[] input = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
        byte[] expected = BASE64.decode(token.substring(dot + 1));
        if (algorithm == JwsAlgorithm.HS256) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return java.util.Arrays.equals(mac.doFinal(input), expected);
        }
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case EdDSA -> "Ed25519";
                    case RS256 -> "SHA256withRSA";
                    case ES512 -> "SHA512withECDSAinP1363Format";
                    default -> "RSASSA-PSS";
                });
        if (algorithm == JwsAlgorithm.PS384) {
            signature.setParameter(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
        }
        signature.initVerify((PublicKey) key);
        signature.update(input);
        return signature.verify(expected);
    }
}
