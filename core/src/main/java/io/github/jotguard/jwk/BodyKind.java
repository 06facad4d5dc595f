package io.github.jotguard.jwk;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names the kind of a body that is not a JWK Set, from its first bytes or its members. It shows nothing else of the
 * body.
 */
public final class BodyKind {

    private static final int BEGINNING = 512;
    /** Both byte orders of a byte order mark and of a brace. */
    private static final List<String> IN_UTF_32 = List.of("\0\0\u00fe\u00ff", "\u00ff\u00fe\0\0", "\0\0\0{", "{\0\0\0");

    private BodyKind() {}

    /** Names the kind of a body that is not a JSON object, if it is known. */
    public static Optional<String> of(byte[] body) {
        String text = new String(body, 0, Math.min(BEGINNING, body.length), StandardCharsets.ISO_8859_1);
        if (IN_UTF_32.stream().anyMatch(text::startsWith)) {
            return Optional.of("text in UTF-32, not UTF-8");
        }
        if (text.startsWith("\u00fe\u00ff") || text.startsWith("\u00ff\u00fe") || isWide(text)) {
            return Optional.of("text in UTF-16, not UTF-8");
        }
        if (text.startsWith("\u00ef\u00bb\u00bf")) {
            return Optional.of("a byte order mark (BOM) before the text");
        }
        if (isGzip(body)) {
            return Optional.of("gzip without Content-Encoding");
        }
        if (isDer(body)) {
            return Optional.of("a certificate or key in DER");
        }
        if (text.startsWith("eyJ")) {
            return Optional.of("a JWT, such as a signed JWK Set");
        }
        return ofText(text.strip().toLowerCase(Locale.ROOT), body.length > BEGINNING);
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 1 && body[0] == 0x1f && (body[1] & 0xff) == 0x8b;
    }

    /** Returns whether it begins with a SEQUENCE whose length has one or two bytes (ITU-T X.690 §8.1.3.5). */
    private static boolean isDer(byte[] body) {
        return body.length > 1 && body[0] == 0x30 && ((body[1] & 0xff) == 0x81 || (body[1] & 0xff) == 0x82);
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
