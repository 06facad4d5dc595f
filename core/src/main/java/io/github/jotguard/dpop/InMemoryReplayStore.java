package io.github.jotguard.dpop;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A replay store for one process, bounded and in memory. Thread-safe; takes no lock of its own.
 *
 * <p>A proof stays until it would no longer be accepted. If the store is full, it throws and never drops a proof that
 * could be replayed. A proof is removed only when both the time of day and the elapsed time allow it, because a clock
 * can be set back.
 */
public final class InMemoryReplayStore implements ReplayStore {

    /** Default of the capacity, in proofs: enough for more than 100,000 a minute, in less than 32 MiB. */
    public static final int DEFAULT_CAPACITY = 150_000;

    /** Maximum of the capacity, in proofs. */
    public static final int MAX_CAPACITY = 10_000_000;

    /** Least time between two searches for proofs that may go, so that a full store costs a flood no search each. */
    private static final long NANOS_BETWEEN_PURGES = Duration.ofSeconds(1).toNanos();

    private final Map<String, Expiry> proofs = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong lastPurge;
    /** The greatest time until which a proof was kept that is gone. */
    private final AtomicLong forgottenUntil = new AtomicLong(Long.MIN_VALUE);

    private final int capacity;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /** The time of day and the time of {@link System#nanoTime} until which a proof is kept. */
    private record Expiry(long epochMilli, long nanos) {}

    /** Creates a store with the default capacity and the system clock. */
    public InMemoryReplayStore() {
        this(DEFAULT_CAPACITY, Clock.systemUTC());
    }

    /**
     * Creates a store.
     *
     * @param capacity in proofs, 1 to {@value #MAX_CAPACITY}; each takes about 200 bytes
     * @param clock the time of day, as for {@link DpopSettings.Builder#clock}
     * @throws IllegalArgumentException if the capacity is outside these bounds
     */
    public InMemoryReplayStore(int capacity, Clock clock) {
        this(capacity, clock, System::nanoTime);
    }

    InMemoryReplayStore(int capacity, Clock clock, LongSupplier nanoTime) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "The capacity must be between 1 and " + MAX_CAPACITY + ", but is " + capacity);
        }
        this.capacity = capacity;
        this.clock = requireNonNull(clock, "clock");
        this.nanoTime = nanoTime;
        this.lastPurge = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Records a proof unless it was recorded before.
     *
     * @throws ReplayStoreException if the store is full, or the clock was set back so far that the proof may have been
     *     recorded and removed
     */
    @Override
    public boolean addIfAbsent(String proofId, Instant until) {
        requireNonNull(proofId, "proofId");
        Instant now = clock.instant();
        long nanos = nanoTime.getAsLong();
        purge(now, nanos);
        Expiry expiry = new Expiry(
                until.toEpochMilli(), nanos + Duration.between(now, until).toNanos());
        checkNotForgotten(expiry);
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            if (proofs.containsKey(proofId)) {
                return false;
            }
            throw new ReplayStoreException("The replay store is full", null);
        }
        if (proofs.putIfAbsent(proofId, expiry) != null) {
            size.decrementAndGet();
            return false;
        }
        checkNotForgotten(expiry); // a thread may have removed the proof since the first check
        return true;
    }

    private void checkNotForgotten(Expiry expiry) {
        if (expiry.epochMilli() <= forgottenUntil.get()) {
            throw new ReplayStoreException("The clock was set back", null);
        }
    }

    /** Returns the number of proofs in the store. */
    public int size() {
        return size.get();
    }

    /** Removes the proofs whose time is over, at most once a second, on one thread. */
    private void purge(Instant now, long nanos) {
        long last = lastPurge.get();
        if (nanos - last < NANOS_BETWEEN_PURGES || !lastPurge.compareAndSet(last, nanos)) {
            return;
        }
        long epochMilli = now.toEpochMilli();
        proofs.forEach((proofId, expiry) -> {
            if (expiry.epochMilli() < epochMilli && expiry.nanos() - nanos < 0) {
                // first, so that no thread finds neither the proof nor the time
                forgottenUntil.accumulateAndGet(expiry.epochMilli(), Math::max);
                if (proofs.remove(proofId, expiry)) {
                    size.decrementAndGet();
                }
            }
        });
    }
}
