package io.github.jotguard.servlet;

import org.jspecify.annotations.Nullable;

/** Text of a stranger made fit for a log line: printable ASCII only, and cut. */
final class LogSanitizer {

    private LogSanitizer() {}

    static String of(@Nullable String text, int maxLength) {
        if (text == null) {
            return "";
        }
        StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength) + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String next = c < ' ' || c > '~' || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
            if (safe.length() + next.length() > maxLength) {
                return safe.append("...").toString();
            }
            safe.append(next);
        }
        return safe.toString();
    }
}
