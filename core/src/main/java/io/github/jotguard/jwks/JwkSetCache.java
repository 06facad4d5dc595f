package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.UnverifiedJwsHeader;
import io.github.jotguard.VerificationKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Finds keys in the newest set that {@link JwkSetRefresher} has, and decides who waits for a newer one: nobody while keys are at hand, else a
 * bounded number for a bounded time. Which key fits is decided by {@link JwkSetSnapshot}. Reading a fresh set is one volatile read.
 */
final class JwkSetCache implements AutoCloseable {

    /** Who waits for the whole of a fetch also wants to see how it ended. */
    private static final Duration AFTER_THE_DEADLINE = Duration.ofSeconds(1);

    private final JwkSetRefresher refresher;
    private final RefreshPolicy policy;
    private final Timeline timeline;
    private final Semaphore waitingWithoutKeys;
    private final Semaphore waitingBesideKeys;

    JwkSetCache(JwkSetRefresher refresher, RefreshPolicy policy, Timeline timeline) {
        this.refresher = refresher;
        this.policy = policy;
        this.timeline = timeline;
        this.waitingWithoutKeys = new Semaphore(policy.maxWaitingWithoutKeys());
        this.waitingBesideKeys = new Semaphore(policy.maxWaitingBesideKeys());
    }

    /** What fits, if that can be said at once: the set is fresh, or known to be the best that can be had. */
    List<VerificationKey> findAtHand(UnverifiedJwsHeader header) {
        long now = timeline.nanos();
        JwkSetState current = refresher.state();
        if (!current.isServable(now, policy)) {
            return List.of();
        }
        if (current.isDue(now, policy)) {
            refresher.startIfDue();
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
        JwkSetState current = usable(arrival);
        List<VerificationKey> keys = current.find(header);
        return keys.isEmpty() && !current.isConclusive(header, arrival) ? findAfterFetch(header, arrival) : keys;
    }

    /** Begins to load what was not loaded yet, and waits for it as long as a fetch may take. */
    void preload() {
        long now = timeline.nanos();
        if (!refresher.state().isServable(now, policy)) {
            Fetch fetch = refresher.startIfDue();
            if (fetch != null) {
                fetch.await(policy.fetchDeadline().plus(AFTER_THE_DEADLINE));
            }
        }
    }

    KeysStatus status() {
        return refresher.status();
    }

    @Override
    public void close() {
        refresher.close();
    }

    private JwkSetState usable(long now) {
        JwkSetState current = refresher.state();
        if (current.isServable(now, policy)) {
            if (current.isDue(now, policy)) {
                refresher.startIfDue();
            }
            return current;
        }
        Fetch fetch = refresher.startIfDue();
        if (fetch != null) {
            awaitNewer(fetch, current.isUsable(now, policy));
        }
        current = refresher.state();
        if (!current.isUsable(timeline.nanos(), policy)) {
            throw unavailable(current);
        }
        return current;
    }

    private void awaitNewer(Fetch fetch, boolean hasKeys) {
        fetch.await(
                hasKeys ? policy.waitBesideKeys() : policy.waitWithoutKeys(),
                hasKeys ? waitingBesideKeys : waitingWithoutKeys);
    }

    private KeysUnavailableException unavailable(JwkSetState current) {
        KeysStatus status = refresher.status();
        String why = status.lastError().orElse("no answer yet");
        return new KeysUnavailableException(
                "Keys cannot be had (" + why + ") from " + status.source(), current.retryAfter(timeline.nanos()), null);
    }

    /** A {@code kid} that the set does not have: new, or made up. */
    private List<VerificationKey> findAfterFetch(UnverifiedJwsHeader header, long arrival) {
        Fetch fetch = refresher.startForUnknownKey(header, arrival);
        if (fetch != null) {
            fetch.await(policy.waitBesideKeys(), waitingBesideKeys);
        }
        // Also if nothing was fetched: somebody else's fetch may have brought it since this request looked.
        List<VerificationKey> keys = refresher.state().find(header);
        if (keys.isEmpty() && fetch != null && fetch.startedAt() < arrival) {
            refresher.askForUnknownKey(header, arrival);
        }
        return keys;
    }
}
