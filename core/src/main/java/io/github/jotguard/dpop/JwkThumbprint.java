package io.github.jotguard.dpop;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The thumbprint of a public key (RFC 7638 §3.1), computed from the members as they were sent. */
final class JwkThumbprint {

    private JwkThumbprint() {}

    /**
     * Returns the SHA-256 thumbprint in base64url.
     *
     * @throws ProofRejection if the type is none that can be used, or a member is missing or is no plain text
     */
    static String of(Map<?, ?> jwk) throws ProofRejection {
        StringBuilder json = new StringBuilder("{");
        for (String name : requiredMembers(jwk.get("kty"))) {
            json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":\"");
            json.append(plainText(jwk.get(name))).append('"');
        }
        return Sha256.base64Url(json.append('}').toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the required members in lexicographic order (RFC 7638 §3.2, RFC 8037 §2). */
    private static List<String> requiredMembers(@Nullable Object kty) throws ProofRejection {
        if (!(kty instanceof String type)) {
            throw ProofRejection.invalid("jwk without kty");
        }
        return switch (type) {
            case "EC" -> List.of("crv", "kty", "x", "y");
            case "OKP" -> List.of("crv", "kty", "x");
            case "RSA" -> List.of("e", "kty", "n");
            default -> throw ProofRejection.invalid("jwk of a type that is not supported");
        };
    }

    /** Returns a member whose JSON is its text between quotes; that of every real key is base64url or a name. */
    private static String plainText(@Nullable Object member) throws ProofRejection {
        if (member instanceof String text && isPlain(text)) {
            return text;
        }
        throw ProofRejection.invalid("jwk without a member of its type");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
