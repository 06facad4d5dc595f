package io.github.jotguard.jwks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time as it goes by. Monotonic, so that setting the computer's clock neither ages nor rejuvenates a key, unless a clock is given. Its one
 * daemon thread begins with the first task and ends with {@link #close()}.
 */
final class SystemTimeline implements Timeline {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final @Nullable InstantSource clock;
    private final ScheduledThreadPoolExecutor scheduler;

    SystemTimeline(@Nullable InstantSource clock) {
        this.clock = clock;
        this.scheduler = new ScheduledThreadPoolExecutor(1, SystemTimeline::daemon);
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        scheduler.setRejectedExecutionHandler((task, closed) -> {});
    }

    @Override
    public long nanos() {
        if (clock == null) {
            return System.nanoTime();
        }
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    @Override
    public Instant now() {
        return clock == null ? InstantSource.system().instant() : clock.instant();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the tasks are ours, and do not fail
    public void schedule(Runnable task, Duration delay) {
        scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
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

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "jotguard-jwks");
        thread.setDaemon(true);
        return thread;
    }
}
