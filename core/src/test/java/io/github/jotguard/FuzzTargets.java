package io.github.jotguard;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.CompactJws;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What must hold for any bytes at all. Whatever is thrown but the two declared exceptions is a finding, and so is an acceptance that
 * Jackson's reading of the same bytes does not justify.
 */
final class FuzzTargets {

    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Forge FORGE = Forge.withSecret("HS256", Forge.utf8("0123456789abcdef0123456789abcdef"));
    private static final JwtVerifier VERIFIER = Trust.in(FORGE).verifier();
    /** Has no kid, so that it is the same in every JVM and can be a seed. */
    static final String GOOD_TOKEN = FORGE.withHeader("kid", null);

    private FuzzTargets() {}

    /** The bytes are a token; only the good one is good. */
    static void token(byte[] bytes) {
        String token = new String(bytes, StandardCharsets.UTF_8);
        boolean isAccepted = Trust.verdict(VERIFIER, token).equals(Trust.ACCEPTED);
        if (isAccepted && !token.equals(GOOD_TOKEN)) {
            throw new AssertionError("a forgery is accepted");
        }
        if (VERIFIER.explain(token).isAccepted() != isAccepted) {
            throw new AssertionError("the explanation says otherwise");
        }
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
        String token = CompactJws.of("", "")
                .header(header)
                .payload(payload)
                .signedWith(FORGE.key())
                .toString();
        return Trust.verdict(VERIFIER, token).equals(Trust.ACCEPTED);
    }

    private static JsonNode byJackson(byte[] bytes) {
        try {
            return JACKSON.readTree(bytes);
        } catch (IOException malformed) {
            throw new AssertionError("accepted, and no JSON", malformed);
        }
    }

    /** The bytes are a JWK Set; its keys, if any, must be usable. */
    static void keySet(byte[] bytes) {
        StaticJwkSet keys;
        try {
            keys = StaticJwkSet.ofJson(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            List<VerificationKey> found =
                    keys.find(new UnverifiedJwsHeader(algorithm, Optional.empty(), Optional.empty()));
            if (algorithm.isSymmetric() && !found.isEmpty()) {
                throw new AssertionError("a published secret is used");
            }
        }
    }
}
