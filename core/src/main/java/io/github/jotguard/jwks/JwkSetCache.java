package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.UnverifiedJwsHeader;
import io.github.jotguard.VerificationKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the newest JWK Set and sees that it is refreshed: one fetch at a time, whoever asks. When to fetch is decided by
 * {@link RefreshPolicy}, which key fits by {@link JwkSetSnapshot}; here is state and concurrency. Reading a fresh set is one volatile read.
 */
final class JwkSetCache implements AutoCloseable {

    /** One network read of a JWK Set. */
    @FunctionalInterface
    interface Source {
        JwkSetFetcher.Response fetch() throws Exception;
    }

    private final Source source;
    private final RefreshPolicy policy;
    private final Timeline timeline;
    private final DoubleSupplier random;
    private final RefreshReports reports;
    private final Semaphore waitingWithoutKeys;
    private final Semaphore waitingBesideKeys;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile JwkSetState state = JwkSetState.notLoaded();
    private volatile @Nullable Fetch inFlight;
    /** When the next look at what is due is scheduled for; guarded by the lock. */
    private long nextTick = Long.MAX_VALUE;

    private boolean isUnknownKeyWaiting;
    private boolean isClosed;

    JwkSetCache(Source source, RefreshPolicy policy, Timeline timeline, DoubleSupplier random, RefreshReports reports) {
        this.source = source;
        this.policy = policy;
        this.timeline = timeline;
        this.random = random;
        this.reports = reports;
        this.waitingWithoutKeys = new Semaphore(policy.maxWaitingWithoutKeys());
        this.waitingBesideKeys = new Semaphore(policy.maxWaitingBesideKeys());
    }

    /** What fits, if that can be said at once: the set is fresh, or known to be the best that can be had. */
    List<VerificationKey> findAtHand(UnverifiedJwsHeader header) {
        long now = timeline.nanos();
        JwkSetState current = state;
        if (!current.isServable(now, policy)) {
            return List.of();
        }
        if (current.isRefreshDue(now)) {
            startIfAllowed(now);
        }
        return current.find(header);
    }

    /**
     * What fits, after waiting for a fetch within bounds if need be.
     *
     * @throws KeysUnavailableException if there is no usable set
     */
    List<VerificationKey> find(UnverifiedJwsHeader header) {
        long arrival = timeline.nanos();
        JwkSetState current = servable(arrival);
        List<VerificationKey> keys = current.find(header);
        boolean isConclusive = current.hasKeyId(header) || current.startedAt() >= arrival;
        return keys.isEmpty() && !isConclusive ? findAfterFetch(header, arrival) : keys;
    }

    /** Begins to load what was not loaded yet, and waits for it no longer than a fetch may take. */
    void preload() {
        long now = timeline.nanos();
        if (!state.isServable(now, policy)) {
            Fetch fetch = startIfAllowed(now);
            if (fetch != null) {
                fetch.await(policy.fetchDeadline());
            }
        }
    }

    KeysStatus status() {
        return state.status(reports.source(), timeline.nanos(), timeline.now(), policy);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
        } finally {
            lock.unlock();
        }
        timeline.close();
        Fetch fetch = inFlight;
        if (fetch != null) {
            fetch.interrupt();
        }
    }

    private JwkSetState servable(long now) {
        JwkSetState current = state;
        if (current.isServable(now, policy)) {
            if (current.isRefreshDue(now)) {
                startIfAllowed(now);
            }
            return current;
        }
        Fetch fetch = startIfAllowed(now);
        boolean hasKeys = current.isUsable(now, policy);
        if (fetch != null) {
            fetch.await(
                    hasKeys ? policy.waitBesideKeys() : policy.waitWithoutKeys(),
                    hasKeys ? waitingBesideKeys : waitingWithoutKeys);
        }
        current = state;
        if (!current.isUsable(timeline.nanos(), policy)) {
            throw unavailable(current);
        }
        return current;
    }

    private KeysUnavailableException unavailable(JwkSetState current) {
        Duration untilNextAttempt = current.untilNextAttempt(timeline.nanos());
        return new KeysUnavailableException(
                "The keys of " + reports.source() + " cannot be had", untilNextAttempt, null);
    }

    /** A {@code kid} that the set does not have: new, or made up. */
    private List<VerificationKey> findAfterFetch(UnverifiedJwsHeader header, long arrival) {
        Fetch fetch = startForUnknownKey(arrival);
        if (fetch == null || !fetch.await(policy.waitBesideKeys(), waitingBesideKeys)) {
            return List.of();
        }
        List<VerificationKey> keys = state.find(header);
        if (keys.isEmpty() && fetch.startedAt() < arrival) {
            startForUnknownKey(timeline.nanos()); // what was in flight may have been asked for too early to have it
        }
        return keys;
    }

    /** The fetch in flight, or a new one if that is allowed now; else one is scheduled for when it will be. */
    private @Nullable Fetch startForUnknownKey(long now) {
        lock.lock();
        try {
            long allowedAt = state.nextFetchForUnknownKey(policy);
            if (inFlight == null && now < allowedAt) {
                isUnknownKeyWaiting = true;
                tickAt(allowedAt);
                return null;
            }
            return start(now);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Fetch startIfAllowed(long now) {
        Fetch fetch = inFlight;
        if (fetch != null) {
            return fetch;
        }
        lock.lock();
        try {
            return inFlight != null || now >= state.nextAttemptAt() ? start(now) : null;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock: the fetch in flight or a new one; null once closed. */
    private @Nullable Fetch start(long now) {
        Fetch current = inFlight;
        if (current != null || isClosed) {
            return current;
        }
        Fetch fetch = new Fetch(now);
        isUnknownKeyWaiting = false;
        state = state.started(now);
        inFlight = fetch;
        fetch.runs(timeline.start(() -> run(fetch)));
        timeline.schedule(() -> expire(fetch), policy.fetchDeadline());
        return fetch;
    }

    private void run(Fetch fetch) {
        try {
            JwkSetFetcher.Response response = source.fetch();
            JwkSetSnapshot snapshot = JwkSetParser.parse(response.body());
            end(
                    fetch,
                    before -> before.succeeded(
                            snapshot,
                            fetch.startedAt(),
                            timeline.now(),
                            policy.freshness(response.maxAge(), random.getAsDouble()),
                            policy));
        } catch (Exception | StackOverflowError failure) {
            fail(fetch, failure);
        }
    }

    private void expire(Fetch fetch) {
        fetch.interrupt();
        fail(fetch, new JwkSetFetchException("no whole answer within " + policy.fetchDeadline()));
    }

    private void fail(Fetch fetch, Throwable failure) {
        end(fetch, before -> before.failed(failure, timeline.nanos(), policy, random.getAsDouble()));
    }

    private void end(Fetch fetch, java.util.function.UnaryOperator<JwkSetState> outcome) {
        JwkSetState before;
        lock.lock();
        try {
            if (inFlight != fetch) {
                return; // it was given up at its deadline
            }
            before = state;
            state = outcome.apply(before);
            inFlight = null;
            tickAt(state.nextDue());
        } finally {
            lock.unlock();
        }
        fetch.end();
        reports.report(before, status());
    }

    /** Under the lock: looks at what is due then, unless a look is scheduled for earlier. */
    private void tickAt(long when) {
        long now = timeline.nanos();
        if (when - now < 0 || nextTick <= now || when < nextTick) {
            nextTick = when;
            timeline.schedule(new Tick(this), Duration.ofNanos(Math.max(0, when - now)));
        }
    }

    void tick() {
        lock.lock();
        try {
            long now = timeline.nanos();
            nextTick = Long.MAX_VALUE;
            long due = isUnknownKeyWaiting
                    ? Math.min(state.nextDue(), state.nextFetchForUnknownKey(policy))
                    : state.nextDue();
            if (inFlight != null) {
                return;
            }
            if (now >= due) {
                start(now);
            } else {
                tickAt(due);
            }
        } finally {
            lock.unlock();
        }
    }
}
