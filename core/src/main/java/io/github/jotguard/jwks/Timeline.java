package io.github.jotguard.jwks;

import java.time.Duration;
import java.time.Instant;

/** Time, and things that happen in it, for {@link JwkSetRefresher}; tests have one that they move. */
interface Timeline extends AutoCloseable {

    /** Nanoseconds that only ever go forward; only differences mean anything. */
    long nanos();

    /** The time of day, for people. */
    Instant now();

    /** Runs a quick task later, off the caller's thread; gives what cancels it. */
    Runnable schedule(Runnable task, Duration delay);

    /** Runs a task that may block, now and on a thread of its own; gives what interrupts it. */
    Runnable start(Runnable task);

    /** Forgets what is scheduled and takes no more. */
    @Override
    void close();
}
