package io.github.jotguard.logging;

import io.github.jotguard.json.LogSanitizer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a log from doing harm. A broken log decides about no request and ends no duty, and a text of a caller cannot look like a line of the
 * log.
 */
public final class SafeLogging {

    private SafeLogging() {}

    /**
     * Runs a log statement.
     *
     * @param statement must log and do nothing else
     */
    public static void run(Runnable statement) {
        try {
            statement.run();
        } catch (Throwable brokenLog) {
            Interrupts.keep(brokenLog);
            // a logger is somebody else's code
        }
    }

    /**
     * Makes the text of a caller fit for a log line: printable ASCII, with everything else escaped, and cut.
     *
     * @param maxLength in characters, without the mark of a cut
     * @return empty for null
     */
    public static String printable(@Nullable String text, int maxLength) {
        return text == null ? "" : LogSanitizer.sanitize(text, maxLength);
    }
}
