package io.github.jotguard.jwk;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names the kind of a body that is not a JWK Set, from its first bytes or its members. It shows nothing else of the
 * body.
 */
public final class BodyKind {

    private static final int BEGINNING = 512;

    private BodyKind() {}

    /** Names the kind of a body that is not a JSON object, if it is known. */
    public static Optional<String> of(byte[] body) {
        String text = new String(body, 0, Math.min(BEGINNING, body.length), StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00fe\u00ff") || text.startsWith("\u00ff\u00fe") || isWide(text)) {
            return Optional.of("text in UTF-16, not UTF-8");
        }
        if (text.startsWith("\u00ef\u00bb\u00bf")) {
            return Optional.of("a byte order mark (BOM) before the text");
        }
        if (isGzip(body)) {
            return Optional.of("gzip without Content-Encoding");
        }
        return ofText(text.strip().toLowerCase(Locale.ROOT), body.length > BEGINNING);
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 1 && body[0] == 0x1f && (body[1] & 0xff) == 0x8b;
    }

    private static boolean isWide(String text) {
        return text.length() > 1 && (text.charAt(0) == 0) != (text.charAt(1) == 0);
    }

    private static Optional<String> ofText(String text, boolean isLonger) {
        if (text.isEmpty() && !isLonger) {
            return Optional.of("empty");
        }
        if (text.startsWith("-----begin ")) {
            return Optional.of("a PEM file");
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return Optional.of("an HTML page");
        }
        if (text.startsWith("<")) {
            return Optional.of("XML or HTML");
        }
        return text.startsWith("[") ? Optional.of("a JSON array") : Optional.empty();
    }

    /** Names the kind of a JSON object without an array of keys, if it is known. */
    public static Optional<String> of(Map<String, ?> members) {
        if (members.containsKey("jwks_uri")) {
            return Optional.of("the metadata of an issuer");
        }
        if (members.containsKey("kty")) {
            return Optional.of("a single JWK");
        }
        boolean hasCertificates = !members.isEmpty()
                && members.values().stream()
                        .allMatch(value -> String.valueOf(value).startsWith("-----BEGIN "));
        return hasCertificates ? Optional.of("a map of PEM certificates") : Optional.empty();
    }
}
