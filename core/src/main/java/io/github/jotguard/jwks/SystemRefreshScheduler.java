package io.github.jotguard.jwks;

import io.github.jotguard.logging.Interrupts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Real time: {@link ForwardTime}, or the forward steps of a clock if one is given. Its one daemon thread begins with
 * the first task and ends with {@link #close()}.
 */
final class SystemRefreshScheduler implements RefreshScheduler {

    private static final Duration LONGEST_STEP = Duration.ofDays(10_000);
    private static final long CLOSING_MILLIS = 500;

    private final @Nullable InstantSource clock;
    private final ForwardTime system = new ForwardTime(System::nanoTime, System::currentTimeMillis);
    private final ScheduledThreadPoolExecutor scheduler;
    /** The newest reading of the given clock. Writes of this field and of the next are guarded by {@code this}. */
    private volatile @Nullable Instant reading;

    /** The sum of the clock's steps forward, in nanoseconds. */
    private volatile long forward;

    /** Creates a scheduler without reading the clock. */
    SystemRefreshScheduler(@Nullable InstantSource clock) {
        this.clock = clock;
        this.scheduler = new ScheduledThreadPoolExecutor(1, SystemRefreshScheduler::daemon);
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        scheduler.setRejectedExecutionHandler((task, closed) -> {});
    }

    @Override
    public long nanos() {
        if (clock == null) {
            return system.nanos();
        }
        moveTo(now());
        return forward;
    }

    private synchronized void moveTo(Instant now) {
        Instant before = reading;
        Duration step = before == null ? Duration.ZERO : Duration.between(before, now);
        if (!step.isNegative()) {
            forward += (step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP).toNanos();
        }
        reading = now;
    }

    @Override
    public long monotonic() {
        return clock == null ? system.monotonic() : forward;
    }

    @Override
    public Instant now() {
        if (clock == null) {
            return InstantSource.system().instant();
        }
        try {
            return clock.instant();
        } catch (Throwable broken) { // a clock of somebody else must not end the refresh
            Interrupts.keep(broken);
            Instant before = reading;
            return before == null ? InstantSource.system().instant() : before;
        }
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Future<?> scheduled = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public Runnable start(Runnable task) {
        return startDaemon(task);
    }

    /** Stops the thread and waits briefly, so that a container finds no thread of an application that it undeployed. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        try {
            scheduler.awaitTermination(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a thread and returns the action that interrupts it. */
    static Runnable startDaemon(Runnable task) {
        Thread thread = daemon(task);
        thread.start();
        return thread::interrupt;
    }

    /**
     * Creates a thread that inherits nothing of the request that starts it: neither thread locals nor an application's
     * class loader. It does not hold the loader of this library either, which is an application's if the library is in
     * {@code WEB-INF/lib}.
     */
    static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "jotguard-jwks", 0, false);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.setDaemon(true);
        return thread;
    }
}
