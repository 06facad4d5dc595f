package io.github.jotguard.jwks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that nobody announces. */
final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Eventually() {}

    static void isEmpty(Supplier<List<String>> rest) {
        try {
            isTrue(() -> rest.get().isEmpty());
        } catch (AssertionError never) {
            throw new AssertionError("left: " + rest.get(), never);
        }
    }

    static void isTrue(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not true within " + DEADLINE);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
