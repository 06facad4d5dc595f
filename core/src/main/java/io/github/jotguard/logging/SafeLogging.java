package io.github.jotguard.logging;

/** Runs log statements whose exceptions are ignored: a broken log must decide about no request, and no duty may depend on it. */
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
            // a logger is somebody else's code
        }
    }
}
