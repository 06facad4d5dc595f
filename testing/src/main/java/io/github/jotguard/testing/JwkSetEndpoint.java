package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Responds to the requests for the JWK Set, with or without faults, and counts them. Thread-safe. */
final class JwkSetEndpoint {
    private final Supplier<String> jwkSet;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition counted = lock.newCondition();
    private int requests;
    private volatile Behaviour behaviour = new Behaviour(Fault.NONE, null);
    private volatile @Nullable String cacheControl;
    private volatile Runnable beforeAnswer = () -> {};

    JwkSetEndpoint(Supplier<String> jwkSet) {
        this.jwkSet = jwkSet;
    }

    /** Returns the response to a request that has just arrived; blocks while this endpoint hangs. */
    Answer answer() throws InterruptedException {
        count();
        beforeAnswer.run();
        Behaviour current = behaviour;
        while (current.fault == Fault.HANG) {
            current.over.await();
            current = behaviour;
        }
        if (current.fixed != null) {
            return current.fixed;
        }
        return current.fault == Fault.HANG_HALFWAY ? goodAnswer().stoppingHalfway(current.over) : goodAnswer();
    }

    private Answer goodAnswer() {
        byte[] body = jwkSet.get().getBytes(StandardCharsets.UTF_8);
        String directives = cacheControl;
        return directives == null
                ? Answer.of(200, List.of("Content-Type", "application/json"), body)
                : Answer.of(200, List.of("Content-Type", "application/json", "Cache-Control", directives), body);
    }

    void hang() {
        behave(new Behaviour(Fault.HANG, null));
    }

    void hangHalfway() {
        behave(new Behaviour(Fault.HANG_HALFWAY, null));
    }

    void always(Answer fixed) {
        behave(new Behaviour(Fault.NONE, fixed));
    }

    void recover() {
        behave(new Behaviour(Fault.NONE, null));
    }

    private synchronized void behave(Behaviour next) {
        Behaviour previous = behaviour;
        behaviour = next;
        previous.over.countDown();
    }

    void cacheControl(@Nullable String directives) {
        cacheControl = directives;
    }

    void beforeAnswer(Runnable action) {
        beforeAnswer = requireNonNull(action, "action");
    }

    private void count() {
        lock.lock();
        try {
            requests++;
            counted.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int requests() {
        lock.lock();
        try {
            return requests;
        } finally {
            lock.unlock();
        }
    }

    void resetRequests() {
        lock.lock();
        try {
            requests = 0;
        } finally {
            lock.unlock();
        }
    }

    void awaitRequests(int count, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long nanosLeft = timeout.toNanos();
            while (requests < count) {
                if (nanosLeft <= 0) {
                    throw new AssertionError("expected " + count + " requests for the JWK Set within " + timeout
                            + ", but there were " + requests);
                }
                nanosLeft = counted.awaitNanos(nanosLeft);
            }
        } finally {
            lock.unlock();
        }
    }

    private enum Fault {
        NONE,
        HANG,
        HANG_HALFWAY
    }

    /** The behaviour towards requests until the next behaviour begins, which opens the latch. */
    private static final class Behaviour {
        private final Fault fault;
        private final @Nullable Answer fixed;
        private final CountDownLatch over = new CountDownLatch(1);

        Behaviour(Fault fault, @Nullable Answer fixed) {
            this.fault = fault;
            this.fixed = fixed;
        }
    }
}
