package io.github.jotguard;

import org.jspecify.annotations.Nullable;

/** Text of a stranger made fit for a log line or a terminal: printable ASCII only, and cut. */
final class LogText {

    static final int MAX_LENGTH = 80;

    private LogText() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "(absent)";
        }
        String text = value.toString();
        StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8);
        for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '\\') {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return text.length() > MAX_LENGTH ? safe.append("...").toString() : safe.toString();
    }
}
