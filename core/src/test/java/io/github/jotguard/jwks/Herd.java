package io.github.jotguard.jwks;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that do the same at the same time. */
final class Herd {

    private static final Set<Thread.State> WAITING = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final List<FutureTask<Object>> tasks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Herd() {}

    static Herd of(int size, Callable<?> task) {
        Herd herd = new Herd();
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < size; i++) {
            FutureTask<Object> one = new FutureTask<>(() -> {
                start.await();
                return task.call();
            });
            Thread thread = new Thread(null, one, "herd", 128 * 1024);
            thread.setDaemon(true);
            thread.start();
            herd.tasks.add(one);
            herd.threads.add(thread);
        }
        start.countDown();
        return herd;
    }

    /** Returns the result of each caller: a value or the exception. */
    List<Object> results() throws InterruptedException {
        List<Object> results = new ArrayList<>();
        for (FutureTask<Object> task : tasks) {
            try {
                results.add(task.get(20, TimeUnit.SECONDS));
            } catch (ExecutionException failed) {
                results.add(failed.getCause());
            } catch (TimeoutException stuck) {
                throw new AssertionError("a thread is stuck", stuck);
            }
        }
        return results;
    }

    /** Until each thread waits for something or has ended. */
    void awaitWaiting() {
        Eventually.isTrue(
                () -> threads.stream().allMatch(thread -> !thread.isAlive() || WAITING.contains(thread.getState())));
    }

    void interrupt() {
        threads.forEach(Thread::interrupt);
    }
}
