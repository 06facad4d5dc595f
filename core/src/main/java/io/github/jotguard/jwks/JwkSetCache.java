package io.github.jotguard.jwks;

import io.github.jotguard.JwsHeader;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.jwk.JwkSetSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys in the newest set of {@link JwkSetRefresher}. Reading a fresh set is one volatile read. It decides who
 * waits for a newer set: nobody if keys are cached, otherwise a bounded number of threads for a bounded time.
 * {@link JwkSetSnapshot} decides which key fits.
 */
final class JwkSetCache implements AutoCloseable {

    /** Additional wait after the deadline of a fetch, to read its outcome. */
    private static final Duration AFTER_THE_DEADLINE = Duration.ofSeconds(1);

    private final JwkSetRefresher refresher;
    private final RefreshPolicy policy;
    private final RefreshScheduler scheduler;
    private final Semaphore waitingWithoutKeys;
    private final Semaphore waitingBesideKeys;

    JwkSetCache(JwkSetRefresher refresher, RefreshPolicy policy, RefreshScheduler scheduler) {
        this.refresher = refresher;
        this.policy = policy;
        this.scheduler = scheduler;
        this.waitingWithoutKeys = new Semaphore(policy.maxInitialLoadWaits());
        this.waitingBesideKeys = new Semaphore(policy.maxUnknownKeyWaits());
    }

    /** Finds the keys that fit, if the set is fresh or is the best that is available; otherwise none. */
    List<VerificationKey> findCached(JwsHeader header) {
        long now = scheduler.nanos();
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
     * Finds the keys that fit, if necessary after waiting for a fetch within bounds.
     *
     * @return empty if the issuer has no such key
     * @throws KeysUnavailableException if there is no usable set, or it is unknown whether the issuer has such a key
     */
    List<VerificationKey> find(JwsHeader header) {
        long arrival = scheduler.nanos();
        JwkSetState current = usable(arrival);
        List<VerificationKey> keys = current.find(header);
        if (!keys.isEmpty() || current.isFetchedSince(arrival)) {
            return keys;
        }
        return current.hasKeyId(header) ? findNewer(header) : findUnknown(header, arrival);
    }

    /**
     * Finds the keys that fit after those found before did not verify a signature. The issuer may have published
     * another key under the same {@code kid}. Waits for a fetch within bounds, if one may begin or is in flight.
     */
    List<VerificationKey> findNewer(JwsHeader header) {
        await(refresher.startForBadSignature());
        return refresher.state().find(header);
    }

    /** Describes why no key of the newest set fits, if that is known. */
    Optional<String> describeMissing(JwsHeader header) {
        return refresher.state().describeMissing(header);
    }

    /** Starts to fetch a set that is not cached, and waits for it as long as a fetch may take. */
    void preload() {
        long now = scheduler.nanos();
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
        if (!current.isUsable(scheduler.nanos(), policy)) {
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
        String why = isClosed ? "the key set is closed" : status.lastError().orElse("no response yet");
        return new KeysUnavailableException(
                "Keys are unavailable (" + why + ") from " + status.source(),
                current.retryAfter(scheduler.nanos()),
                null);
    }

    /** Finds keys for a {@code kid} that the set does not have: new, or made up. */
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
