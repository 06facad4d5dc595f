package io.github.jotguard.jwks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A fetch in flight, and the threads that wait for it. */
final class InFlightFetch {

    private final long startedAt;
    private final long started = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable interrupt = () -> {};
    private volatile Runnable cancelDeadline = () -> {};

    InFlightFetch(long startedAt) {
        this.startedAt = startedAt;
    }

    /** Returns the start on the cache's scheduler. */
    long startedAt() {
        return startedAt;
    }

    void hasDeadline(Runnable cancel) {
        this.cancelDeadline = cancel;
    }

    void runs(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    void interrupt() {
        interrupt.run();
    }

    /** Ends the wait of all threads. */
    void end() {
        cancelDeadline.run();
        ended.countDown();
    }

    /** Waits if one of the places is free. */
    void await(Duration limit, Semaphore places) {
        if (!places.tryAcquire()) {
            return;
        }
        try {
            await(limit);
        } finally {
            places.release();
        }
    }

    /**
     * Waits for the end of the fetch, but not beyond {@code limit} after it began. A thread that comes to a fetch that
     * hangs already does not wait. An interrupt ends the wait.
     */
    void await(Duration limit) {
        try {
            long left = limit.toNanos() - (System.nanoTime() - started);
            ended.await(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
