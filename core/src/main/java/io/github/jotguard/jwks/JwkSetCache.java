package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.jwk.JwkSetSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys in the newest set that {@link JwkSetRefresher} has, and decides who waits for a newer one: nobody while keys are at hand, else a
 * bounded number for a bounded time. Which key fits is decided by {@link JwkSetSnapshot}. Reading a fresh set is one volatile read.
 */
final class JwkSetCache implements AutoCloseable {

    /** Who waits for the whole of a fetch also wants to see how it ended. */
    private static final Duration AFTER_THE_DEADLINE = Duration.ofSeconds(1);

    private final JwkSetRefresher refresher;
    private final RefreshPolicy policy;
    private final RefreshScheduler timeline;
    private final Semaphore waitingWithoutKeys;
    private final Semaphore waitingBesideKeys;

    JwkSetCache(JwkSetRefresher refresher, RefreshPolicy policy, RefreshScheduler timeline) {
        this.refresher = refresher;
        this.policy = policy;
        this.timeline = timeline;
        this.waitingWithoutKeys = new Semaphore(policy.maxInitialLoadWaits());
        this.waitingBesideKeys = new Semaphore(policy.maxUnknownKeyWaits());
    }

    /** What fits, if that can be said at once: the set is fresh, or known to be the best that can be had. */
    List<VerificationKey> findCached(JwsHeader header) {
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
     * What fits, after waiting for a fetch within bounds if need be; nothing if the issuer has no such key.
     *
     * @throws KeysUnavailableException if there is no usable set, or it cannot be told whether the issuer has such a key
     */
    List<VerificationKey> find(JwsHeader header) {
        long arrival = timeline.nanos();
        JwkSetState current = usable(arrival);
        List<VerificationKey> keys = current.find(header);
        if (!keys.isEmpty() || current.isFetchedSince(arrival)) {
            return keys;
        }
        return current.hasKeyId(header) ? findNewer(header) : findUnknown(header, arrival);
    }

    /**
     * What fits, after the keys that were found did not verify a signature: the issuer may have published another key under the same
     * {@code kid}. Waits for a fetch within bounds, if one may begin or is under way.
     */
    List<VerificationKey> findNewer(JwsHeader header) {
        await(refresher.startForBadSignature());
        return refresher.state().find(header);
    }

    /** Why nothing in the newest set fits, if that is known. */
    Optional<String> describeMissing(JwsHeader header) {
        return refresher.state().describeMissing(header);
    }

    /** Begins to load what was not loaded yet, and waits for it as long as a fetch may take. */
    void preload() {
        long now = timeline.nanos();
        if (!refresher.state().isServable(now, policy)) {
            InFlightFetch fetch = refresher.startIfDue();
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
        InFlightFetch fetch = refresher.startIfDue();
        if (current.isUsable(now, policy)) {
            await(fetch);
        } else if (fetch != null) {
            fetch.await(policy.initialLoadWait(), waitingWithoutKeys);
        }
        current = refresher.state();
        if (!current.isUsable(timeline.nanos(), policy)) {
            throw unavailable(current);
        }
        return current;
    }

    private void await(@Nullable InFlightFetch fetch) {
        if (fetch != null) {
            fetch.await(policy.unknownKeyWait(), waitingBesideKeys);
        }
    }

    private KeysUnavailableException unavailable(JwkSetState current) {
        KeysStatus status = refresher.status();
        boolean isClosed = status.state() == KeysStatus.State.CLOSED;
        String why = isClosed ? "the key set is closed" : status.lastError().orElse("no answer yet");
        return new KeysUnavailableException(
                "Keys cannot be had (" + why + ") from " + status.source(), current.retryAfter(timeline.nanos()), null);
    }

    /** A {@code kid} that the set does not have: new, or made up. */
    private List<VerificationKey> findUnknown(JwsHeader header, long arrival) {
        InFlightFetch fetch = refresher.startForUnknownKey(arrival);
        await(fetch);
        // Also if nothing was fetched: somebody else's fetch may have brought it since this request looked.
        JwkSetState after = refresher.state();
        List<VerificationKey> keys = after.find(header);
        if (!keys.isEmpty()) {
            return keys;
        }
        if (fetch != null && fetch.startedAt() < arrival) {
            refresher.askForUnknownKey(arrival);
        }
        if (!after.isConclusive(arrival, policy)) {
            throw unavailable(after);
        }
        return List.of();
    }
}
