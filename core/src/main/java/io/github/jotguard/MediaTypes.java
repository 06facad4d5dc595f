package io.github.jotguard;

import java.util.Map;

/** Compares values of {@code typ} as media types (RFC 7515 §4.1.9, RFC 8725 §3.11). */
final class MediaTypes {

    private static final String OMITTED_PREFIX = "application/";
    /** The types of most tokens, which are not converted anew for each. */
    private static final Map<String, String> NORMALIZED =
            Map.of("JWT", "jwt", "jwt", "jwt", "at+jwt", "at+jwt", "application/at+jwt", "at+jwt");

    private MediaTypes() {}

    /** Returns the type in lower case, and without {@code application/} if no other slash follows. */
    static String normalize(String typ) {
        String known = NORMALIZED.get(typ);
        return known == null ? convert(typ) : known;
    }

    private static String convert(String typ) {
        String lower = asciiLowerCase(typ);
        return lower.startsWith(OMITTED_PREFIX) && lower.indexOf('/', OMITTED_PREFIX.length()) < 0
                ? lower.substring(OMITTED_PREFIX.length())
                : lower;
    }

    /** Converts ASCII letters only, because {@code String.toLowerCase} converts a Kelvin sign to k. */
    private static String asciiLowerCase(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }
}
