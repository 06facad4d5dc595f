package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the set when that is due: one fetch at a time, on a thread of its own and with a deadline.
 * {@link RefreshPolicy} and {@link JwkSetState} decide when it is due; this class has the concurrency. These invariants
 * hold for every fetcher, listener, log and clock:
 *
 * <ul>
 *   <li>No foreign code runs under the lock. Fetchers run on threads of fetches. Listeners and the log run on the
 *       thread of {@link RefreshEvents}. Clocks and the exceptions of fetchers are read before the lock is taken.
 *   <li>Duties come before reports. If anything throws, the fetch still ends, its waiting requests are released and its
 *       thread is interrupted.
 *   <li>A fetch that was given up writes nothing, neither keys nor metadata nor failures.
 *   <li>A fetch that was given up is interrupted. If its fetcher ignores that, it gets {@value #MAX_THREADS} threads.
 *   <li>No age is less than by the time of day, to the second: see {@link RefreshScheduler#nanos()}.
 *   <li>Any minute has at most {@link RefreshPolicy#maxFetchesPerMinute()} fetches, 12 by default.
 * </ul>
 */
final class JwkSetRefresher implements AutoCloseable {

    /** Maximum number of threads for a fetcher that ignores its deadline. */
    static final int MAX_THREADS = 4;

    private final JwkSetLoader loader;
    private final RefreshPolicy policy;
    private final RefreshScheduler scheduler;
    private final RefreshEvents reports;
    private final Semaphore threads = new Semaphore(MAX_THREADS);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile JwkSetState state = JwkSetState.notLoaded();
    private volatile @Nullable InFlightFetch inFlight;
    private volatile boolean isClosed;
    /** Guarded by the lock, as is the next field. */
    private final FetchBudget budget;

    private final RefreshSchedule schedule;

    JwkSetRefresher(
            JwkSetSource source,
            RefreshPolicy policy,
            RefreshScheduler scheduler,
            DoubleSupplier random,
            RefreshEvents reports,
            int maxKeys) {
        this.loader = new JwkSetLoader(source, maxKeys, policy, scheduler, random);
        this.policy = policy;
        this.scheduler = scheduler;
        this.reports = reports;
        this.budget = new FetchBudget(policy.maxFetchesPerMinute());
        this.schedule = new RefreshSchedule(scheduler);
    }

    JwkSetState state() {
        return state;
    }

    KeysStatus status() {
        return status(Moment.of(scheduler));
    }

    private KeysStatus status(Moment now) {
        return state.status(reports.source(), now.nanos(), now.time(), policy, isClosed);
    }

    /**
     * Returns the fetch in flight, or starts one if it is due.
     *
     * @return null if none is in flight or due
     */
    @Nullable
    InFlightFetch startIfDue() {
        if (inFlight == null) {
            Moment now = Moment.of(scheduler);
            locked(() -> startIfDue(now));
        }
        return inFlight;
    }

    /**
     * Returns the fetch in flight, or starts one if the cool-down is over.
     *
     * @return null during the cool-down; a fetch is scheduled for its end
     */
    @Nullable
    InFlightFetch startForUnknownKey(long arrival) {
        InFlightFetch fetch = inFlight;
        if (fetch == null) {
            askForUnknownKey(arrival);
            fetch = inFlight;
        }
        return fetch;
    }

    /**
     * Ensures that a fetch begins after the arrival of a token with an unknown {@code kid}: now, or when the cool-down
     * ends.
     */
    void askForUnknownKey(long arrival) {
        Moment now = Moment.of(scheduler);
        if (state.demand().isUnknownKeyWaiting() && !state.isDue(now.nanos(), policy)) {
            return; // a flood takes no lock
        }
        locked(() -> {
            InFlightFetch fetch = inFlight;
            if (!state.isFetchedSince(arrival) && (fetch == null || fetch.startedAt() < arrival)) {
                state = state.withUnknownKeyWaiting();
                startIfDue(now);
            }
        });
    }

    /**
     * Returns the fetch in flight, or starts one for a signature that no cached key verifies. Such fetches are at least
     * a minute apart. Otherwise it is like {@link #startForUnknownKey}.
     */
    @Nullable
    InFlightFetch startForBadSignature() {
        InFlightFetch fetch = inFlight;
        Moment now = Moment.of(scheduler);
        boolean isArranged = state.demand().isBadSignatureWaiting() && !state.isDue(now.nanos(), policy);
        if (fetch != null || isArranged) {
            return fetch;
        }
        locked(() -> {
            if (inFlight == null) {
                state = state.withBadSignatureWaiting();
                startIfDue(now);
            }
        });
        return inFlight;
    }

    void refreshWhenDue() {
        Moment now = Moment.of(scheduler);
        locked(() -> {
            schedule.started();
            startIfDue(now);
        });
    }

    @Override
    public void close() {
        locked(() -> isClosed = true);
        InFlightFetch fetch = inFlight; // no other begins now
        scheduler.close();
        reports.close();
        if (fetch != null) {
            try {
                end(fetch, UnaryOperator.identity(), Moment.of(scheduler));
            } finally {
                fetch.interrupt();
            }
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
        reports.send();
    }

    /**
     * Starts a fetch if it is due. Called under the lock, because a fetch may have begun and ended since the caller
     * read the state.
     */
    private void startIfDue(Moment now) {
        if (inFlight == null && !isClosed && state.isDue(now.nanos(), policy)) {
            start(now);
        } else if (inFlight == null) {
            scheduleNextRefresh(now);
        }
    }

    /** Starts a fetch. Called under the lock, with nothing in flight. */
    private void start(Moment now) {
        long pause = budget.pause(scheduler.monotonic());
        if (pause > 0) {
            state = state.notBefore(now.nanos() + pause);
            scheduleNextRefresh(now);
            return;
        }
        budget.take(scheduler.monotonic());
        boolean isMetadataDue = state.isMetadataDue(now.nanos());
        URI known = state.knownAddress(now.nanos(), policy);
        InFlightFetch fetch = new InFlightFetch(now.nanos());
        state = state.started(now.nanos(), isMetadataDue, now.nanos() + budget.pause(scheduler.monotonic()), policy);
        inFlight = fetch;
        if (!threads.tryAcquire()) {
            fail(fetch, new JwkSetFetchException("the fetcher ignores its deadline"), now);
            return;
        }
        try {
            fetch.hasDeadline(scheduler.schedule(() -> expire(fetch), policy.fetchDeadline()));
            fetch.runs(scheduler.start(() -> run(fetch, known, isMetadataDue)));
        } catch (Throwable noThread) { // such as an OutOfMemoryError; the request that asks is not to die of it
            threads.release();
            fail(fetch, noThread, now);
        }
    }

    /** Schedules the next refresh. Called under the lock. Never fails, because a request must not die of it. */
    private void scheduleNextRefresh(Moment now) {
        if (!isClosed) {
            schedule.at(state.nextDue(policy), now.nanos(), new ScheduledRefresh(this, scheduler));
        }
    }

    private void run(InFlightFetch fetch, @Nullable URI known, boolean isMetadataDue) {
        try {
            UnaryOperator<JwkSetState> outcome = loader.load(
                    known, isMetadataDue, (jwksUri, refreshAfter) -> metadataRead(fetch, jwksUri, refreshAfter));
            end(fetch, outcome, Moment.of(scheduler));
        } catch (Throwable failure) { // an Error of somebody's fetcher too must not leave the fetch in flight
            try {
                reports.addException(failure);
            } finally {
                fail(fetch, failure, Moment.of(scheduler));
            }
        } finally {
            threads.release();
        }
    }

    private void metadataRead(InFlightFetch fetch, URI jwksUri, Duration refreshAfter) {
        locked(() -> {
            if (inFlight == fetch) {
                state = state.metadataRead(jwksUri, fetch.startedAt() + refreshAfter.toNanos());
            }
        });
    }

    private void expire(InFlightFetch fetch) {
        try {
            fail(fetch, loader.tooLate(), Moment.of(scheduler));
        } finally {
            fetch.interrupt(); // only now, or the interrupt would pass for the reason
        }
    }

    private void fail(InFlightFetch fetch, Throwable failure, Moment now) {
        end(fetch, loader.failed(failure, now.nanos()), now);
    }

    private void end(InFlightFetch fetch, UnaryOperator<JwkSetState> outcome, Moment now) {
        locked(() -> {
            if (inFlight != fetch) {
                return; // it was given up at its deadline
            }
            try {
                if (!isClosed) {
                    state = outcome.apply(state);
                    reports.add(state, status(now));
                }
            } finally {
                inFlight = null;
                fetch.end();
                scheduleNextRefresh(now);
            }
        });
    }
}
