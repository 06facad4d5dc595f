package io.github.jotguard;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.jotguard.jwks.StaticJwkSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Rules that hold for any bytes. Every exception except the two declared ones is a finding, and so is an acceptance
 * that Jackson's reading of the same bytes does not justify.
 */
final class FuzzTargets {

    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Forge FORGE = Forge.withSecret("HS256", Forge.utf8("0123456789abcdef0123456789abcdef"));
    private static final JwtVerifier VERIFIER = Trust.in(FORGE).verifier();
    private static final Set<BigInteger> SMALL_ORDER = smallOrder();
    /** Has no kid, so that it is the same in every JVM and can be a seed. */
    static final String GOOD_TOKEN = FORGE.withHeader("kid", null);

    private FuzzTargets() {}

    /** The bytes are a token; only the good one is good. */
    static void token(byte[] bytes) {
        String token = new String(bytes, StandardCharsets.UTF_8);
        if (isAccepted(token) && !token.equals(GOOD_TOKEN)) {
            throw new AssertionError("a forgery is accepted");
        }
    }

    private static boolean isAccepted(String token) {
        boolean isAccepted = Trust.verdict(VERIFIER, token).equals(Trust.ACCEPTED);
        if (VERIFIER.explain(token).isAccepted() != isAccepted) {
            throw new AssertionError("the explanation says otherwise");
        }
        return isAccepted;
    }

    /** The bytes are the header of an authentic token. */
    static void header(byte[] bytes) {
        if (isAccepted(bytes, Forge.utf8(Forge.claims()))) {
            JsonNode header = byJackson(bytes);
            if (!header.path("alg").asText().equals("HS256")
                    || header.has("crit")
                    || header.has("b64")
                    || header.has("zip")
                    || header.has("enc")) {
                throw new AssertionError("a header is accepted that must not be");
            }
        }
    }

    /** The bytes are the claims of an authentic token. */
    static void claims(byte[] bytes) {
        if (isAccepted(Forge.utf8("{\"alg\":\"HS256\"}"), bytes)) {
            JsonNode claims = byJackson(bytes);
            BigDecimal expiry = claims.path("exp").decimalValue();
            boolean isForUs = claims.path("aud").asText().equals(Forge.AUDIENCE)
                    || StreamSupport.stream(claims.path("aud").spliterator(), false)
                            .anyMatch(audience -> audience.asText().equals(Forge.AUDIENCE));
            if (!claims.path("iss").asText().equals(Forge.ISSUER)
                    || !claims.path("exp").isNumber()
                    || expiry.compareTo(BigDecimal.valueOf(Forge.NOW.getEpochSecond() - 60)) <= 0
                    || !isForUs) {
                throw new AssertionError("claims are accepted that must not be");
            }
        }
    }

    private static boolean isAccepted(byte[] header, byte[] payload) {
        return isAccepted(FORGE.raw(header, payload));
    }

    private static JsonNode byJackson(byte[] bytes) {
        try {
            return JACKSON.readTree(bytes);
        } catch (IOException malformed) {
            throw new AssertionError("accepted, and no JSON", malformed);
        }
    }

    /** The bytes are a JWK Set; its keys, if any, must be sound. */
    static void keySet(byte[] bytes) {
        StaticJwkSet keys;
        try {
            keys = StaticJwkSet.ofJson(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException rejected) {
            return;
        }
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            List<VerificationKey> found = keys.find(new JwsHeader(algorithm, Optional.empty(), Optional.empty()));
            if (algorithm.isSymmetric() && !found.isEmpty()) {
                throw new AssertionError("a published secret is used");
            }
            if (!found.stream().allMatch(key -> isSound(key.key()))) {
                throw new AssertionError("a weak key is used");
            }
        }
    }

    /** Said in another way than where keys are parsed (RFC 7518 §3.3, RFC 8725 §3.4). */
    private static boolean isSound(Key key) {
        if (key instanceof RSAPublicKey rsa) {
            BigInteger e = rsa.getPublicExponent();
            int bits = rsa.getModulus().bitLength();
            return bits >= 2048
                    && bits <= 8192
                    && rsa.getModulus().testBit(0)
                    && e.testBit(0)
                    && !e.equals(BigInteger.ONE)
                    && e.bitLength() <= 64;
        }
        if (key instanceof EdECPublicKey edwards
                && edwards.getParams().getName().equals("Ed25519")) {
            return !SMALL_ORDER.contains(edwards.getPoint().getY());
        }
        return key instanceof ECPublicKey || key instanceof EdECPublicKey;
    }

    /** The y of the points of order 1, 2, 4 and 8, and what is the same modulo p. */
    private static Set<BigInteger> smallOrder() {
        BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        BigInteger order8 = new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7", 16);
        return Stream.of(BigInteger.ZERO, BigInteger.ONE, order8)
                .flatMap(y -> Stream.of(y, p.subtract(y), p.add(y)))
                .collect(Collectors.toSet());
    }
}
