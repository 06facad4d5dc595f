package io.github.jotguard.jwks;

import java.time.Duration;
import java.util.Arrays;

/**
 * The bound on fetches in any minute, whatever their cause. Not thread-safe. It uses monotonic time, because setting a
 * clock back and forth must not allow more fetches.
 */
final class FetchBudget {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** Start times of the last fetches, in a ring. */
    private final long[] starts;

    private int oldest;

    /**
     * Creates a budget.
     *
     * @param perMinute the maximum number of fetches in any minute
     */
    FetchBudget(int perMinute) {
        this.starts = new long[perMinute];
        Arrays.fill(starts, JwkSetState.LONG_AGO);
    }

    /** Returns the time until a fetch may begin, in nanoseconds; zero if one may begin now. */
    long pause(long now) {
        return Math.max(0, starts[oldest] + MINUTE - now);
    }

    /** Counts a fetch that begins now. */
    void take(long now) {
        starts[oldest] = now;
        oldest = (oldest + 1) % starts.length;
    }
}
