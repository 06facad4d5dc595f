package io.github.jotguard.example.issuer;

import io.github.jotguard.example.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A private Ed25519 key and its {@code kid}. {@code toString} shows only the latter. */
record SigningKey(String kid, PrivateKey privateKey) {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /** Returns the JWS Compact Serialization (RFC 7515 §7.1) of the claims, signed with EdDSA (RFC 8037 §3.1). */
    String sign(Map<String, @Nullable Object> claims) {
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        header.put("alg", "EdDSA");
        header.put("kid", kid);
        String signingInput = encode(Json.write(header)) + "." + encode(Json.write(claims));
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(signingInput.getBytes(StandardCharsets.US_ASCII));
            return signingInput + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    private static String encode(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "SigningKey " + kid;
    }
}
