package io.github.jotguard;

import io.github.jotguard.testing.CompactJws;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tokens that are made to cost as much as their length allows, none of them authentic. */
final class BadTokens {

    private static final String HEADER = "{\"alg\":\"EdDSA\"}";
    private static final int SIGNATURE_LENGTH = 64;

    private BadTokens() {}

    /** By name, each nearly as long as said. */
    static Map<String, String> ofLength(int characters) {
        int room = characters * 3 / 4 - 200;
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("dots", ".".repeat(characters));
        tokens.put("letters", "a".repeat(characters));
        tokens.put("open brackets", token("[".repeat(room)));
        tokens.put("open objects", token("{\"a\":".repeat(room / 5)));
        tokens.put("depth again and again", listOf(room, i -> "[".repeat(62) + "]".repeat(62)));
        tokens.put("empty objects", listOf(room, i -> "{}"));
        tokens.put("small objects", listOf(room, i -> "{\"a\":0}"));
        tokens.put("small arrays", listOf(room, i -> "[0]"));
        tokens.put("short texts", listOf(room, i -> "\"a\""));
        tokens.put("escaped texts", listOf(room, i -> "\"\\n\""));
        tokens.put("texts beyond ASCII", listOf(room, i -> "\"\u00e9\""));
        tokens.put("replacement characters", listOf(room, i -> "\"\ufffd\""));
        tokens.put("digits", listOf(room, i -> "0"));
        tokens.put("long numbers", listOf(room, i -> "9".repeat(128) + "e999"));
        tokens.put("long fractions", listOf(room, i -> "1.5e-999"));
        tokens.put("escapes", token("{\"x\":\"" + "\\u00e9".repeat(room / 6 - 2) + "\"}"));
        tokens.put("members", objectOf(room, Integer::toString));
        tokens.put("members of one hash code", objectOf(room, BadTokens::colliding));
        tokens.put("a member twice, at the end", objectOf(room, i -> i == 0 ? "a" : String.valueOf(i % 1000)));
        return tokens;
    }

    private static String token(String payload) {
        return CompactJws.of(HEADER, payload)
                .signature(new byte[SIGNATURE_LENGTH])
                .toString();
    }

    private static String listOf(int room, IntFunction<String> element) {
        int count = room / (element.apply(0).length() + 1);
        return token(IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(",", "{\"x\":[", "]}")));
    }

    private static String objectOf(int room, IntFunction<String> name) {
        int count = room / (name.apply(99_999).length() + 5);
        return token(IntStream.range(0, count)
                .mapToObj(i -> Forge.quoted(name.apply(i)) + ":0")
                .collect(Collectors.joining(",", "{", "}")));
    }

    /** {@code Aa} and {@code BB} have the same hash code, and so has whatever is put together from them in the same number. */
    private static String colliding(int i) {
        return IntStream.range(0, 15)
                .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }
}
