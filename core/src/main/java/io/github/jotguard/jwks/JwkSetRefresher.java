package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.UnverifiedJwsHeader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the set when that is due: one fetch at a time, whoever asks, on a thread of its own and with a deadline. When it is due is decided
 * by {@link RefreshPolicy}; here is state and concurrency. The lock is only held to begin and to end a fetch.
 */
final class JwkSetRefresher implements AutoCloseable {

    /** One network read of a JWK Set. */
    @FunctionalInterface
    interface Source {
        JwkSetFetcher.Response fetch() throws Exception;

        /** Where the newest fetch is, in fixed words, if that is known. */
        default Optional<String> phase() {
            return Optional.empty();
        }
    }

    /** A fetcher that ignores its deadline gets this many threads and no more. */
    static final int MAX_THREADS = 4;

    private final Source source;
    private final RefreshPolicy policy;
    private final Timeline timeline;
    private final DoubleSupplier random;
    private final RefreshReports reports;
    private final int maxKeys;
    private final Semaphore threads = new Semaphore(MAX_THREADS);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile JwkSetState state = JwkSetState.notLoaded();
    private volatile @Nullable Fetch inFlight;
    private volatile boolean isClosed;
    /** When the next look at what is due is scheduled for; guarded by the lock, as is what cancels it. */
    private long nextTick = Long.MAX_VALUE;

    private Runnable cancelTick = () -> {};

    JwkSetRefresher(
            Source source,
            RefreshPolicy policy,
            Timeline timeline,
            DoubleSupplier random,
            RefreshReports reports,
            int maxKeys) {
        this.source = source;
        this.policy = policy;
        this.timeline = timeline;
        this.random = random;
        this.reports = reports;
        this.maxKeys = maxKeys;
    }

    JwkSetState state() {
        return state;
    }

    KeysStatus status() {
        return status(state);
    }

    private KeysStatus status(JwkSetState of) {
        return of.status(reports.source(), timeline.nanos(), timeline.now(), policy, isClosed);
    }

    /** The fetch in flight, or a new one if that is due; null if it is not. */
    @Nullable
    Fetch startIfDue() {
        Fetch fetch = inFlight;
        if (fetch != null) {
            return fetch;
        }
        lock.lock();
        try {
            // Asked again under the lock: between a caller's look at the state and now, a fetch may have come and gone.
            if (inFlight == null && state.isDue(timeline.nanos(), policy)) {
                start();
            }
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    /** The fetch in flight, or a new one if the cool-down is over; else null, and one is arranged for its end. */
    @Nullable
    Fetch startForUnknownKey(UnverifiedJwsHeader header, long arrival) {
        Fetch fetch = inFlight;
        if (fetch == null) {
            askForUnknownKey(header, arrival);
        }
        return fetch == null ? inFlight : fetch;
    }

    /** Sees that a fetch begins after the arrival of a token with an unknown {@code kid}: now, or as soon as the cool-down allows. */
    void askForUnknownKey(UnverifiedJwsHeader header, long arrival) {
        JwkSetState seen = state;
        if (seen.isUnknownKeyWaiting() && !seen.isDue(timeline.nanos(), policy)) {
            return; // a flood takes no lock
        }
        lock.lock();
        try {
            if (state.isConclusive(header, arrival)) {
                return; // between the caller's look at the state and now, a fetch has come and gone
            }
            Fetch fetch = inFlight;
            if (fetch == null || fetch.startedAt() < arrival) {
                state = state.withUnknownKeyWaiting();
            }
            if (fetch == null) {
                startOrTick();
            }
        } finally {
            lock.unlock();
        }
    }

    void tick() {
        lock.lock();
        try {
            nextTick = Long.MAX_VALUE;
            if (inFlight == null) {
                startOrTick();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Fetch fetch;
        lock.lock();
        try {
            isClosed = true;
            fetch = inFlight;
        } finally {
            lock.unlock();
        }
        timeline.close();
        if (fetch != null) {
            fetch.interrupt();
            end(fetch, UnaryOperator.identity());
        }
    }

    /** Under the lock. */
    private void startOrTick() {
        if (state.isDue(timeline.nanos(), policy)) {
            start();
        } else {
            tickAt(state.nextDue(policy));
        }
    }

    /** Under the lock, with nothing in flight. */
    private void start() {
        if (isClosed) {
            return;
        }
        long now = timeline.nanos();
        Fetch fetch = new Fetch(now);
        state = state.started(now);
        inFlight = fetch;
        if (!threads.tryAcquire()) {
            fail(fetch, new JwkSetFetchException("the fetcher ignores its deadline"));
            return;
        }
        try {
            fetch.hasDeadline(timeline.schedule(() -> expire(fetch), policy.fetchDeadline()));
            fetch.runs(timeline.start(() -> run(fetch)));
        } catch (RuntimeException
                | Error noThread) { // such as an OutOfMemoryError; the request that asks is not to die of it
            threads.release();
            fail(fetch, noThread);
        }
    }

    /** Under the lock: looks then at what is due. */
    private void tickAt(long when) {
        if (when != nextTick && !isClosed) {
            cancelTick.run();
            nextTick = when;
            Duration delay = Duration.ofNanos(Math.max(0, when - timeline.nanos()));
            cancelTick = timeline.schedule(new Tick(this, timeline), delay);
        }
    }

    private void run(Fetch fetch) {
        try {
            JwkSetFetcher.Response response = source.fetch();
            JwkSetSnapshot snapshot = JwkSetParser.parse(response.body(), maxKeys);
            Duration freshness = policy.freshness(response.maxAge(), random.getAsDouble());
            end(fetch, before -> before.succeeded(snapshot, timeline.now(), freshness, policy));
        } catch (Throwable failure) { // an Error of somebody's fetcher too must not leave the fetch in flight
            fail(fetch, failure);
        } finally {
            threads.release();
        }
    }

    private void expire(Fetch fetch) {
        fail(fetch, new JwkSetFetchException(HttpJwkSetFetcher.tooLate(policy.fetchDeadline(), source.phase())));
        fetch.interrupt(); // only now, or the interrupt would pass for the reason
    }

    private void fail(Fetch fetch, Throwable failure) {
        end(fetch, before -> before.failed(failure, timeline.nanos(), policy, random.getAsDouble()));
    }

    private void end(Fetch fetch, UnaryOperator<JwkSetState> outcome) {
        JwkSetState before;
        JwkSetState after;
        lock.lock();
        try {
            if (inFlight != fetch) {
                return; // it was given up at its deadline
            }
            before = state;
            after = isClosed ? before : outcome.apply(before);
            state = after;
            inFlight = null;
            fetch.end();
            tickAt(after.nextDue(policy));
        } finally {
            lock.unlock();
        }
        if (!after.equals(before)) {
            reports.report(before, after, status(after));
        }
    }
}
