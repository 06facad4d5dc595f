package io.github.jotguard.jwks;

import java.time.Instant;

/**
 * One reading of the clock.
 *
 * @param nanos see {@link RefreshScheduler#nanos()}
 * @param time the time of day, for reports
 */
record Moment(long nanos, Instant time) {

    /** Reads the clock. Not to be called under a lock, because the clock may be foreign code. */
    static Moment of(RefreshScheduler scheduler) {
        return new Moment(scheduler.nanos(), scheduler.now());
    }
}
