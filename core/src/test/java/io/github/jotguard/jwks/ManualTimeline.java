package io.github.jotguard.jwks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that stands still until it is moved; what is scheduled runs when it gets there. Moving it waits for what was started, unless that
 * waits itself at a {@link Gate}.
 */
final class ManualTimeline implements RefreshScheduler {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Scheduled> tasks = new ArrayList<>();
    private long nanos;
    private volatile long ahead;
    private int running;
    private final Set<Thread> held = new HashSet<>();
    private int started;
    private boolean isClosed;
    private Error startFails;
    private Error scheduleFails;

    private record Scheduled(long at, Runnable task) {}

    @Override
    public long nanos() {
        lock.lock();
        try {
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long monotonic() {
        return nanos() - ahead;
    }

    /** Moves the time of day only: somebody sets the clock. */
    void setForward(Duration by) {
        change(() -> {
            nanos += by.toNanos();
            ahead += by.toNanos();
        });
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos());
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        lock.lock();
        try {
            if (scheduleFails != null) {
                throw scheduleFails;
            }
            Scheduled scheduled = new Scheduled(nanos + delay.toNanos(), task);
            if (!isClosed) {
                tasks.add(scheduled);
            }
            return () -> cancel(scheduled);
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Scheduled scheduled) {
        lock.lock();
        try {
            tasks.removeIf(other -> other == scheduled);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Runnable start(Runnable task) {
        lock.lock();
        try {
            if (startFails != null) {
                throw startFails;
            }
            running++;
            started++;
        } finally {
            lock.unlock();
        }
        return startThread(task);
    }

    /** As {@link #start}, but for reports, which are not counted as started. */
    Runnable startReporting(Runnable task) {
        change(() -> running++);
        return startThread(task);
    }

    private Runnable startThread(Runnable task) {
        Thread thread = SystemRefreshScheduler.daemon(() -> {
            try {
                task.run();
            } finally {
                change(() -> running--);
            }
        });
        thread.start();
        return () -> {
            change(() -> held.remove(thread));
            thread.interrupt();
        };
    }

    /** From now on no thread can be started; null ends that. */
    void failStarting(Error error) {
        startFails = error;
    }

    /** From now on nothing can be scheduled; null ends that. */
    void failScheduling(Error error) {
        change(() -> scheduleFails = error);
    }

    @Override
    public void close() {
        change(() -> {
            isClosed = true;
            tasks.clear();
        });
    }

    boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    int scheduled() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of tasks that were started on threads of their own. */
    int started() {
        lock.lock();
        try {
            return started;
        } finally {
            lock.unlock();
        }
    }

    /** A gate at which started tasks wait for the test. */
    final class Gate {

        private boolean isOpen;

        void open() {
            change(() -> {
                isOpen = true;
                held.clear();
            });
        }

        /** Until it is open or the thread is interrupted. */
        void await() throws InterruptedException {
            lock.lock();
            try {
                while (!isOpen) {
                    held.add(Thread.currentThread());
                    changed.signalAll();
                    changed.await();
                }
            } finally {
                held.remove(Thread.currentThread());
                lock.unlock();
            }
        }

        /** Until it is open, as bad clients do. */
        void awaitDeaf() {
            boolean hasPassed = false;
            while (!hasPassed) {
                try {
                    await();
                    hasPassed = true;
                } catch (InterruptedException ignored) {
                    // that is what it is here for
                }
            }
        }
    }

    void awaitStarted(int count) {
        Eventually.isTrue(() -> started() >= count);
        settle();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything that was started has ended or waits for the test. */
    void settle() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(20);
            while (running != held.size()) {
                if (left <= 0) {
                    throw new AssertionError("a started task neither ends nor waits");
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stopping) {
            throw new AssertionError(stopping);
        } finally {
            lock.unlock();
        }
    }

    void advance(Duration by) {
        long end = nanos() + by.toNanos();
        settle();
        for (Scheduled next = next(end); next != null; next = next(end)) {
            next.task().run();
            settle();
        }
        change(() -> nanos = end);
    }

    /** Moves time while the machine sleeps: nothing that was scheduled runs. */
    void sleep(Duration by) {
        change(() -> nanos += by.toNanos());
    }

    private Scheduled next(long end) {
        lock.lock();
        try {
            Scheduled next = tasks.stream()
                    .filter(task -> task.at() <= end)
                    .min(Comparator.comparingLong(Scheduled::at))
                    .orElse(null);
            if (next != null) {
                tasks.remove(next);
                nanos = Math.max(nanos, next.at());
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
