package io.github.jotguard.example.issuer;

import io.github.jotguard.example.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** Reads and verifies tokens with nothing but the JDK. */
final class Jwts {

    private static final String ED25519_KEY_INFO = "302a300506032b6570032100"; // RFC 8410 §4, up to the key itself

    private Jwts() {}

    static JsonNode header(String token) {
        return part(token, 0);
    }

    static JsonNode claims(String token) {
        return part(token, 1);
    }

    /** Returns whether a key of the set, found by {@code kid}, verifies the token. */
    static boolean verifies(String token, JsonNode jwkSet) throws GeneralSecurityException {
        String kid = header(token).get("kid").stringValue();
        for (JsonNode jwk : jwkSet.get("keys")) {
            if (jwk.get("kid").stringValue().equals(kid)) {
                int end = token.lastIndexOf('.');
                Signature signature = Signature.getInstance("Ed25519");
                signature.initVerify(publicKey(jwk.get("x").stringValue()));
                signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
                return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
            }
        }
        return false;
    }

    private static PublicKey publicKey(String x) throws GeneralSecurityException {
        String raw = HexFormat.of().formatHex(Base64.getUrlDecoder().decode(x));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(ED25519_KEY_INFO + raw)));
    }

    private static JsonNode part(String token, int index) {
        return Json.parse(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]))
                .orElseThrow();
    }
}
