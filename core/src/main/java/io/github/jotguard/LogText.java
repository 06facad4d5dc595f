package io.github.jotguard;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Text of a stranger made fit for a log line or a terminal: printable ASCII only, and cut. */
final class LogText {

    /** Without the mark of a cut. */
    static final int MAX_LENGTH = 80;

    private static final String CUT = "...";

    private LogText() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "(absent)";
        }
        String text = (value instanceof Set<?> set ? inOrder(set) : value).toString();
        StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        for (int i = 0; i < text.length(); i++) {
            String next = escape(text.charAt(i));
            if (safe.length() + next.length() > MAX_LENGTH) {
                return safe.append(CUT).toString();
            }
            safe.append(next);
        }
        return safe.toString();
    }

    /** An unmodifiable set iterates differently in every JVM; people compare what they read today with what they read yesterday. */
    static List<?> inOrder(Set<?> set) {
        return set.stream().sorted().toList();
    }

    private static String escape(char c) {
        return c < ' ' || c > '~' || c == '\\' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    }
}
