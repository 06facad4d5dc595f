package io.github.jotguard.bearer;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes JSON strings (RFC 8259 §7) without a JSON library. */
final class JsonText {

    private JsonText() {}

    static String quoted(String text) {
        return append(new StringBuilder(text.length() + 2), text).toString();
    }

    /** Appends a string with its quotes. */
    static StringBuilder append(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // an escape is valid JSON for a lone surrogate too, which UTF-8 cannot encode
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }

    /** Returns an array of strings in their order. */
    static String array(Collection<String> texts) {
        return texts.stream().map(JsonText::quoted).collect(Collectors.joining(",", "[", "]"));
    }
}
