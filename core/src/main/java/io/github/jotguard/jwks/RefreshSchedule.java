package io.github.jotguard.jwks;

import java.time.Duration;

/** When the next look at what is due is scheduled for: one at a time, the earliest that was asked for. Not thread-safe. */
final class RefreshSchedule {

    /** A scheduler stands still while the machine sleeps, so it looks at what is due at least this often. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final RefreshScheduler timeline;
    private long next = Long.MAX_VALUE;
    private Runnable cancel = () -> {};

    RefreshSchedule(RefreshScheduler timeline) {
        this.timeline = timeline;
    }

    /** Looks then, or earlier. */
    void at(long when, long now, Runnable tick) {
        long soon = Math.min(when, now + LONGEST.toNanos());
        if (soon < next) {
            cancel.run();
            next = soon;
            cancel = timeline.schedule(tick, Duration.ofNanos(Math.max(0, soon - now)));
        }
    }

    /** The scheduled look is being taken. */
    void ticked() {
        next = Long.MAX_VALUE;
    }
}
