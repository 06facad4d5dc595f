package io.github.jotguard.jwks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time as it goes by. Monotonic, so that setting the computer's clock neither ages nor rejuvenates a key, unless a clock is given. Its one
 * daemon thread begins with the first task and ends with {@link #close()}.
 */
final class SystemTimeline implements Timeline {

    private final @Nullable InstantSource clock;
    private final Instant firstInstant;
    private final long firstNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor scheduler;

    SystemTimeline(@Nullable InstantSource clock) {
        this.clock = clock;
        this.firstInstant = now();
        this.scheduler = new ScheduledThreadPoolExecutor(1, SystemTimeline::daemon);
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        scheduler.setRejectedExecutionHandler((task, closed) -> {});
    }

    @Override
    public long nanos() {
        return clock == null
                ? System.nanoTime() - firstNanos
                : Duration.between(firstInstant, clock.instant()).toNanos();
    }

    @Override
    public Instant now() {
        return clock == null ? InstantSource.system().instant() : clock.instant();
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Future<?> scheduled = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public Runnable start(Runnable task) {
        Thread thread = daemon(task);
        thread.start();
        return thread::interrupt;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }

    /** It inherits nothing of the request that happens to begin it: neither thread locals nor an application's class loader. */
    static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "jotguard-jwks", 0, false);
        thread.setContextClassLoader(SystemTimeline.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }
}
