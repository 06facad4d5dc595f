package io.github.jotguard.json;

/** Makes untrusted text fit for a log line or a terminal: printable ASCII only, and cut. */
public final class LogSanitizer {

    /** Default maximum length in characters, without the mark of a cut. */
    public static final int MAX_LENGTH = 80;

    private static final String CUT = "...";

    private LogSanitizer() {}

    /** Escapes everything except printable ASCII, and cuts the text after {@value #MAX_LENGTH} characters. */
    public static String sanitize(String text) {
        return sanitize(text, MAX_LENGTH);
    }

    /** Escapes everything except printable ASCII, and cuts the text after another number of characters. */
    public static String sanitize(String text, int maxLength) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength));
        for (int i = 0; i < text.length(); i++) {
            String next = escape(text.charAt(i));
            if (safe.length() + next.length() > maxLength) {
                return safe.append(CUT).toString();
            }
            safe.append(next);
        }
        return safe.toString();
    }

    private static String escape(char c) {
        return c < ' ' || c > '~' || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    }
}
