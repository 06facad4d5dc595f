package io.github.jotguard.jwks;

import java.time.Duration;
import java.time.Instant;

/** Time, and things that happen in it, for {@link JwkSetRefresher}; tests have one that they move. */
interface RefreshScheduler extends AutoCloseable {

    /**
     * Nanoseconds that only ever go forward, and as far as the time of day does: also while the machine sleeps, and when its clock is set
     * forward. Only differences mean anything. Never fails.
     */
    long nanos();

    /** Nanoseconds that nobody can set; they may stand still while the machine sleeps. Never fails and calls nobody. */
    long monotonic();

    /** The time of day, for people. Never fails. */
    Instant now();

    /** Runs a quick task later, off the caller's thread; gives what cancels it. */
    Runnable schedule(Runnable task, Duration delay);

    /** Runs a task that may block, now and on a thread of its own; gives what interrupts it. */
    Runnable start(Runnable task);

    /** Forgets what is scheduled and takes no more. */
    @Override
    void close();
}
