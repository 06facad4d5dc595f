package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.UnverifiedJwsHeader;
import io.github.jotguard.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known at one moment about a set that is fetched. Immutable; times are nanoseconds of a {@link Timeline}.
 *
 * @param loaded the newest set; null before the first
 * @param lastStart when the last fetch began
 * @param nextAttemptAt before this no fetch begins, because the last ones failed
 * @param failuresInRow how many
 * @param isUnknownKeyWaiting whether a {@code kid} was seen that no fetch begun since could have brought
 */
record JwkSetState(
        @Nullable Loaded loaded,
        long lastStart,
        long nextAttemptAt,
        int failuresInRow,
        boolean isUnknownKeyWaiting,
        long fetches,
        long failures,
        @Nullable String lastError) {

    /** Long ago, but not so long that differences overflow. */
    private static final long LONG_AGO = Long.MIN_VALUE / 4;

    private static final Duration LEAST_RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * A set that was fetched.
     *
     * @param from when the fetch that brought it began
     * @param freshUntil until when it is as good as new
     * @param refreshAt from when on it is refreshed while it is served
     * @param at the time of day when it came
     */
    record Loaded(JwkSetSnapshot snapshot, long from, long freshUntil, long refreshAt, Instant at) {}

    static JwkSetState notLoaded() {
        return new JwkSetState(null, LONG_AGO, LONG_AGO, 0, false, 0, 0, null);
    }

    JwkSetState started(long now) {
        return new JwkSetState(loaded, now, nextAttemptAt, failuresInRow, false, fetches + 1, failures, lastError);
    }

    JwkSetState withUnknownKeyWaiting() {
        return new JwkSetState(loaded, lastStart, nextAttemptAt, failuresInRow, true, fetches, failures, lastError);
    }

    JwkSetState succeeded(JwkSetSnapshot fetched, Instant at, Duration freshness, RefreshPolicy policy) {
        Loaded now = new Loaded(
                fetched,
                lastStart,
                lastStart + freshness.toNanos(),
                lastStart + policy.refreshAfter(freshness).toNanos(),
                at);
        return new JwkSetState(now, lastStart, LONG_AGO, 0, isUnknownKeyWaiting, fetches, failures, null);
    }

    JwkSetState failed(Throwable failure, long now, RefreshPolicy policy, double random) {
        int inRow = failuresInRow + 1;
        Optional<Duration> asked = failure instanceof JwkSetFetchException told ? told.retryAfter() : Optional.empty();
        long retryAt = now + policy.retryAfterFailure(inRow, asked, random).toNanos();
        return new JwkSetState(
                loaded,
                lastStart,
                retryAt,
                inRow,
                isUnknownKeyWaiting,
                fetches,
                failures + 1,
                FailureWords.of(failure));
    }

    List<VerificationKey> find(UnverifiedJwsHeader header) {
        return loaded == null ? List.of() : loaded.snapshot().find(header);
    }

    /** What of the set cannot be used, in words. */
    List<String> skipped() {
        return loaded == null ? List.of() : loaded.snapshot().skipped();
    }

    /** The entries of the set that are sound, but of another use or type, in words. */
    List<String> ignored() {
        return loaded == null ? List.of() : loaded.snapshot().ignored();
    }

    /**
     * Whether no fetch would say anything else about a token that arrived then: its {@code kid} is there, if not for its algorithm, or the
     * set was asked for since.
     */
    boolean isConclusive(UnverifiedJwsHeader header, long arrival) {
        return loaded != null && (loaded.snapshot().hasKeyId(header) || loaded.from() >= arrival);
    }

    boolean isUsable(long now, RefreshPolicy policy) {
        return loaded != null && policy.isUsable(Duration.ofNanos(now - loaded.from()));
    }

    /** Usable, and nothing newer is to be had by waiting: it is fresh, or refreshing it has failed. */
    boolean isServable(long now, RefreshPolicy policy) {
        return isUsable(now, policy) && (isFresh(now) || failuresInRow > 0);
    }

    private boolean isFresh(long now) {
        return loaded != null && now < loaded.freshUntil();
    }

    boolean isDue(long now, RefreshPolicy policy) {
        return now >= nextDue(policy);
    }

    /** When the next fetch is due, whether or not somebody asks for a key. */
    long nextDue(RefreshPolicy policy) {
        long refreshAt = loaded == null ? LONG_AGO : loaded.refreshAt();
        long due = failuresInRow > 0 ? nextAttemptAt : refreshAt;
        return isUnknownKeyWaiting ? Math.min(due, nextFetchForUnknownKey(policy)) : due;
    }

    /** From when on an unknown {@code kid} may cause a fetch. */
    private long nextFetchForUnknownKey(RefreshPolicy policy) {
        return Math.max(lastStart + policy.unknownKeyCooldown().toNanos(), nextAttemptAt);
    }

    /** When a request that cannot be answered now should come again. */
    Duration retryAfter(long now) {
        Duration untilNextAttempt = Duration.ofNanos(Math.max(0, nextAttemptAt - now));
        return untilNextAttempt.compareTo(LEAST_RETRY_AFTER) > 0 ? untilNextAttempt : LEAST_RETRY_AFTER;
    }

    KeysStatus status(String source, long now, Instant time, RefreshPolicy policy, boolean isClosed) {
        return new KeysStatus(
                source,
                kind(now, policy),
                loaded == null ? List.of() : loaded.snapshot().keyIds(),
                Optional.ofNullable(loaded).map(set -> Duration.ofNanos(now - set.from())),
                Optional.ofNullable(loaded).map(Loaded::at),
                Optional.ofNullable(lastError),
                fetches == 0 || isClosed
                        ? Optional.empty()
                        : Optional.of(time.plusNanos(Math.max(0, nextDue(policy) - now))),
                fetches,
                failures);
    }

    private KeysStatus.State kind(long now, RefreshPolicy policy) {
        if (isUsable(now, policy)) {
            return isFresh(now) ? KeysStatus.State.FRESH : KeysStatus.State.STALE;
        }
        return loaded == null && failuresInRow == 0 ? KeysStatus.State.NOT_LOADED : KeysStatus.State.UNAVAILABLE;
    }
}
