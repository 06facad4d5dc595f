package io.github.jotguard.benchmarks.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Tokens that arrive at a steady rate on some threads until the traffic is closed. A thread that is held up does not catch up. */
final class Traffic implements AutoCloseable {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Drilled verifier;
    private final Supplier<String> tokens;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong notAccepted = new AtomicLong();
    private final Latencies latencies = new Latencies();
    private volatile boolean isOver;

    Traffic(Drilled verifier, Supplier<String> tokens, int threadCount, int perSecond) {
        this.verifier = verifier;
        this.tokens = tokens;
        long pause = NANOS_PER_SECOND * threadCount / perSecond;
        for (int i = 0; i < threadCount; i++) {
            Thread thread = new Thread(() -> run(pause), "traffic");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(long pause) {
        long next = System.nanoTime();
        while (!isOver) {
            String token = tokens.get();
            long start = System.nanoTime();
            Drilled.Verdict verdict = verdict(token);
            latencies.add(System.nanoTime() - start);
            sent.incrementAndGet();
            if (verdict != Drilled.Verdict.ACCEPTED) {
                notAccepted.incrementAndGet();
            }
            next = Math.max(next + pause, System.nanoTime());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private Drilled.Verdict verdict(String token) {
        try {
            return verifier.verify(token);
        } catch (RuntimeException undeclared) {
            return Drilled.Verdict.CANNOT_TELL;
        }
    }

    long sent() {
        return sent.get();
    }

    String notAccepted() {
        return notAccepted + " of " + sent;
    }

    Latencies latencies() {
        return latencies;
    }

    /** Ends it; a thread that is stuck in a verification is left behind. */
    @Override
    public void close() {
        isOver = true;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(
                        Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
