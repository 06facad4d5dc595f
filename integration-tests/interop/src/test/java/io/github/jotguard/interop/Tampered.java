package io.github.jotguard.interop;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tokens that somebody has changed on the way. */
final class Tampered {

    private Tampered() {}

    /** Returns the token with another text in its claims, and the signature of the old ones. */
    static String claims(String token, String text, String replacement) {
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        if (!claims.contains(text)) {
            throw new IllegalArgumentException("the claims have no " + text);
        }
        return parts[0] + '.' + base64(claims.replace(text, replacement)) + '.' + parts[2];
    }

    /** Returns the token with a bit of its signature changed. */
    static String signature(String token) {
        String[] parts = token.split("\\.", -1);
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        signature[signature.length / 2] ^= 1;
        return parts[0]
                + '.'
                + parts[1]
                + '.'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    /** Returns the claims of the token as an unsecured JWT (RFC 7519 §6). */
    static String unsecured(String token) {
        return base64("{\"alg\":\"none\"}") + '.' + token.split("\\.", -1)[1] + '.';
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
