package io.github.jotguard.example.issuer;

import io.github.jotguard.example.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Public keys as the table stores them and as the JWK Set shows them. */
final class PublicJwk {

    /**
     * The members that are copied from the table to the JWK Set (RFC 7518 §6, RFC 8037 §2). The private {@code d} is
     * never copied.
     */
    private static final List<String> PUBLIC_MEMBERS = List.of("crv", "x", "y", "n", "e", "kty");

    private static final int ED25519_BYTES = 32;

    private PublicJwk() {}

    /** The JWK of an Ed25519 key, without {@code alg} and {@code kid}: those are columns. */
    static String stored(PublicKey key) {
        byte[] encoded = key.getEncoded(); // SubjectPublicKeyInfo ends with the 32 bytes of RFC 8032 §5.1.2
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
        Map<String, @Nullable Object> jwk = new LinkedHashMap<>();
        jwk.put("crv", "Ed25519");
        jwk.put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(x));
        jwk.put("kty", "OKP");
        return new String(Json.write(jwk), StandardCharsets.UTF_8);
    }

    /** The JWK as published. A row without {@code alg} gets the algorithm of this issuer. */
    static Map<String, @Nullable Object> of(String kid, @Nullable String alg, String stored) {
        Map<String, @Nullable Object> jwk = new LinkedHashMap<>();
        jwk.put("alg", alg == null ? "EdDSA" : alg);
        Json.parse(stored.getBytes(StandardCharsets.UTF_8)).ifPresent(json -> {
            for (String member : PUBLIC_MEMBERS) {
                JsonNode value = json.get(member);
                if (value != null) {
                    jwk.put(member, value);
                }
            }
        });
        jwk.put("kid", kid);
        return jwk;
    }
}
