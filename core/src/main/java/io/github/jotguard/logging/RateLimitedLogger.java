package io.github.jotguard.logging;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs warnings of one kind that a caller can cause: at most {@value #MAX_LINES_PER_MINUTE} a minute. Thread-safe and
 * lock-free. The next line counts the lines that were left out. Exceptions of the logger are ignored, because a broken
 * log must not decide about a request. Use one for each kind of line, so that a flood of one kind does not hide
 * another.
 */
public final class RateLimitedLogger {

    /** Maximum number of lines in a minute. */
    public static final int MAX_LINES_PER_MINUTE = 10;

    private static final long MILLIS_PER_MINUTE = 60_000;

    private final Logger log;
    private final InstantSource clock;
    private final AtomicReference<Window> window;

    /**
     * One minute of lines.
     *
     * @param began the start in milliseconds since 1970
     * @param lines the number of lines that were logged in it
     * @param omitted the number of lines that were left out since the last line
     * @param reported the number of lines that the newest line reports as left out
     */
    private record Window(long began, int lines, long omitted, long reported, boolean isLogged) {

        Window next(long now) {
            if (now - began >= MILLIS_PER_MINUTE) {
                return new Window(now, 1, 0, omitted, true);
            }
            long start = Math.min(began, now); // the clock was set back
            return lines < MAX_LINES_PER_MINUTE
                    ? new Window(start, lines + 1, 0, omitted, true)
                    : new Window(start, lines, omitted + 1, 0, false);
        }
    }

    private RateLimitedLogger(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
        this.window = new AtomicReference<>(new Window(clock.millis(), 0, 0, 0, false));
    }

    /**
     * Returns a logger with the system clock.
     *
     * @param name of the logger, one of {@link LoggerNames}
     */
    public static RateLimitedLogger of(String name) {
        return of(name, Clock.systemUTC());
    }

    /**
     * Returns a logger with a clock.
     *
     * @param name of the logger, one of {@link LoggerNames}
     * @param clock the clock that measures a minute
     */
    public static RateLimitedLogger of(String name, InstantSource clock) {
        return new RateLimitedLogger(LoggerFactory.getLogger(name), requireNonNull(clock, "clock"));
    }

    /**
     * Logs a warning, or counts it as left out.
     *
     * @param format a format with {@code {}} for each argument
     * @param arguments the arguments, which must hold nothing of a token, claim or key
     */
    public void warn(String format, @Nullable Object... arguments) {
        try {
            Window now = next();
            if (now.isLogged()) {
                log(format, arguments, now.reported());
            }
        } catch (Throwable brokenLog) {
            Interrupts.keep(brokenLog);
            // it must not decide about a request
        }
    }

    private Window next() {
        long millis = clock.millis();
        return window.updateAndGet(before -> before.next(millis));
    }

    private void log(String format, @Nullable Object[] arguments, long omitted) {
        if (omitted == 0) {
            log.warn(format, arguments);
            return;
        }
        @Nullable Object[] more = Arrays.copyOf(arguments, arguments.length + 1);
        more[arguments.length] = omitted;
        log.warn(format + " ({} more such lines were left out)", more);
    }
}
