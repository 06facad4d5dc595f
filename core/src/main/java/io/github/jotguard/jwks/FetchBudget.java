package io.github.jotguard.jwks;

import java.time.Duration;
import java.util.Arrays;

/**
 * The bound on fetches in any minute, whatever asks for them. By monotonic time, because a clock that is set back and forth must not buy
 * fetches. Not thread-safe.
 */
final class FetchBudget {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** When the last fetches began, in a ring. */
    private final long[] starts;

    private int oldest;

    /** With a number of fetches that any minute may have. */
    FetchBudget(int perMinute) {
        this.starts = new long[perMinute];
        Arrays.fill(starts, JwkSetState.LONG_AGO);
    }

    /** For how many nanoseconds no fetch may begin; zero if one may begin now. */
    long pause(long now) {
        return Math.max(0, starts[oldest] + MINUTE - now);
    }

    /** Counts a fetch that begins now. */
    void take(long now) {
        starts[oldest] = now;
        oldest = (oldest + 1) % starts.length;
    }
}
