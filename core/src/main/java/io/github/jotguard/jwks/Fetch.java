package io.github.jotguard.jwks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One fetch in flight, and those who wait for it. */
final class Fetch {

    private final long startedAt;
    private final long started = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Runnable interrupt;

    Fetch(long startedAt) {
        this.startedAt = startedAt;
    }

    /** On the cache's timeline. */
    long startedAt() {
        return startedAt;
    }

    void runs(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    void interrupt() {
        Runnable task = interrupt;
        if (task != null) {
            task.run();
        }
    }

    void end() {
        ended.countDown();
    }

    /** Waits if one of the places is free; whether the fetch has ended. */
    boolean await(Duration limit, Semaphore places) {
        if (ended.getCount() == 0) {
            return true;
        }
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            return await(limit);
        } finally {
            places.release();
        }
    }

    /**
     * Waits, but not beyond {@code limit} after the fetch began: who comes to a fetch that hangs already is not kept. An interrupt ends the
     * waiting.
     */
    boolean await(Duration limit) {
        try {
            long left = limit.toNanos() - (System.nanoTime() - started);
            return ended.await(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
