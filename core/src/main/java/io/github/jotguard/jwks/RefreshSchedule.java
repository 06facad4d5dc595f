package io.github.jotguard.jwks;

import java.time.Duration;

/**
 * The next scheduled check for a due refresh. There is one at a time, at the earliest time that was requested. Not
 * thread-safe.
 */
final class RefreshSchedule {

    /** Maximum time between two checks. A scheduler stands still while the machine sleeps. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final RefreshScheduler scheduler;
    private long next = Long.MAX_VALUE;
    private Runnable cancel = () -> {};

    RefreshSchedule(RefreshScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Schedules a check at this time or earlier. Never fails: the next call tries again. */
    void at(long when, long now, Runnable refresh) {
        long soon = Math.min(when, now + LONGEST.toNanos());
        if (soon >= next) {
            return;
        }
        try {
            cancel.run();
            next = Long.MAX_VALUE;
            cancel = scheduler.schedule(refresh, Duration.ofNanos(Math.max(0, soon - now)));
            next = soon;
        } catch (Throwable noMemory) {
            next = Long.MAX_VALUE;
        }
    }

    /** Records that the scheduled check runs. */
    void started() {
        next = Long.MAX_VALUE;
    }
}
