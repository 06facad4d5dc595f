package io.github.jotguard.jwks;

import java.time.Duration;
import java.time.Instant;

/** Time and scheduled tasks for {@link JwkSetRefresher}. Tests have an implementation whose time they set. */
interface RefreshScheduler extends AutoCloseable {

    /**
     * Returns nanoseconds that only go forward. Only differences have a meaning. Never fails. They advance at least as
     * far as the time of day, including while the machine sleeps and when its clock is set forward.
     */
    long nanos();

    /**
     * Returns nanoseconds that nobody can set. They may stand still while the machine sleeps. Never fails and calls no
     * foreign code.
     */
    long monotonic();

    /** Returns the time of day, for people. Never fails. */
    Instant now();

    /** Schedules a short task off the caller's thread, and returns the action that cancels it. */
    Runnable schedule(Runnable task, Duration delay);

    /** Runs a task that may block, now and on a thread of its own. Returns the action that interrupts it. */
    Runnable start(Runnable task);

    /** Cancels scheduled tasks and accepts no more. */
    @Override
    void close();
}
