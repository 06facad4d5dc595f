package io.github.jotguard;

import io.github.jotguard.json.LogSanitizer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes untrusted text fit for a log line or a terminal: printable ASCII only, and cut. */
final class LogText {

    /** Maximum length in characters, without the mark of a cut. */
    static final int MAX_LENGTH = LogSanitizer.MAX_LENGTH;

    private LogText() {}

    static String of(@Nullable Object value) {
        return of(value, MAX_LENGTH);
    }

    static String of(@Nullable Object value, int maxLength) {
        if (value == null) {
            return "(absent)";
        }
        return LogSanitizer.sanitize((value instanceof Set<?> set ? inOrder(set) : value).toString(), maxLength);
    }

    /** Sorts a set. An unmodifiable set iterates differently in every JVM, which makes log lines hard to compare. */
    static List<?> inOrder(Set<?> set) {
        return set.stream().sorted().toList();
    }
}
