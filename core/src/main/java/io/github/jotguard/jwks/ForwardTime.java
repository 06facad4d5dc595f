package io.github.jotguard.jwks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Monotonic time plus the lead of the time of day. Thread-safe and lock-free. The monotonic clock stands still while a
 * machine sleeps, but keys age. Setting the clock back changes nothing; setting it forward ages keys.
 */
final class ForwardTime {

    /** Smallest difference of the clocks that counts as a jump. The two clocks are not read at the same instant. */
    static final Duration LEAST_JUMP = Duration.ofSeconds(1);

    /**
     * Maximum time between two readings of the monotonic clock for which the reading of the other clock between them
     * counts.
     */
    private static final long SAME_INSTANT = Duration.ofMillis(100).toNanos();

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier monotonic;
    private final LongSupplier millisOfDay;
    private final long firstNanos;
    private final long firstMillis;
    private final AtomicReference<Lead> newest = new AtomicReference<>(Lead.NONE);

    /**
     * The lead of the time of day.
     *
     * @param seen the lead over the monotonic clock at the last reading; negative after the clock was set back
     * @param counted the sum of its jumps forward
     */
    private record Lead(long seen, long counted) {

        static final Lead NONE = new Lead(0, 0);

        boolean isJump(long now) {
            return Math.abs(now - seen) >= LEAST_JUMP.toNanos();
        }

        Lead moved(long now) {
            return isJump(now) ? new Lead(now, counted + Math.max(0, now - seen)) : this;
        }
    }

    ForwardTime(LongSupplier monotonicNanos, LongSupplier millisOfDay) {
        this.monotonic = monotonicNanos;
        this.millisOfDay = millisOfDay;
        this.firstNanos = monotonicNanos.getAsLong();
        this.firstMillis = millisOfDay.getAsLong();
    }

    long nanos() {
        long now = monotonic();
        if (newest().isJump(lead(now))) {
            noticeJump();
        }
        return now + newest().counted();
    }

    private Lead newest() {
        return requireNonNull(newest.get());
    }

    long monotonic() {
        return monotonic.getAsLong() - firstNanos;
    }

    private long lead(long now) {
        return (millisOfDay.getAsLong() - firstMillis) * NANOS_PER_MILLI - now;
    }

    /** Reads the clocks again, because this thread may have been delayed between the readings. */
    private void noticeJump() {
        long before = monotonic();
        long seen = lead(before);
        if (monotonic() - before < SAME_INSTANT) {
            newest.updateAndGet(known -> known.moved(seen));
        }
    }
}
