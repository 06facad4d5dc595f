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
 * What {@link JwkSetCache} knows at one moment. Immutable; times are nanoseconds of its timeline.
 *
 * @param snapshot the newest set; null before the first
 * @param loadedFrom when the fetch that brought it began
 * @param freshUntil until when it is as good as new
 * @param refreshAt from when on it is refreshed while it is served
 * @param lastStart when the last fetch began
 * @param nextAttemptAt before this no fetch begins, because the last ones failed
 * @param failuresInRow how many
 */
record JwkSetState(
        @Nullable JwkSetSnapshot snapshot,
        long loadedFrom,
        long freshUntil,
        long refreshAt,
        long lastStart,
        long nextAttemptAt,
        int failuresInRow,
        long fetches,
        long failures,
        @Nullable Instant lastSuccess,
        @Nullable String lastError) {

    /** Long ago, but not so long that differences overflow. */
    private static final long LONG_AGO = Long.MIN_VALUE / 4;

    static JwkSetState notLoaded() {
        return new JwkSetState(null, LONG_AGO, LONG_AGO, LONG_AGO, LONG_AGO, LONG_AGO, 0, 0, 0, null, null);
    }

    JwkSetState started(long now) {
        return new JwkSetState(
                snapshot,
                loadedFrom,
                freshUntil,
                refreshAt,
                now,
                nextAttemptAt,
                failuresInRow,
                fetches + 1,
                failures,
                lastSuccess,
                lastError);
    }

    JwkSetState succeeded(JwkSetSnapshot fetched, long begun, Instant at, Duration freshness, RefreshPolicy policy) {
        return new JwkSetState(
                fetched,
                begun,
                begun + freshness.toNanos(),
                begun + policy.refreshAfter(freshness).toNanos(),
                lastStart,
                LONG_AGO,
                0,
                fetches,
                failures,
                at,
                null);
    }

    JwkSetState failed(Throwable failure, long now, RefreshPolicy policy, double random) {
        int inRow = failuresInRow + 1;
        Optional<Duration> asked = failure instanceof JwkSetFetchException told ? told.retryAfter() : Optional.empty();
        long retryAt = now + policy.retryAfterFailure(inRow, asked, random).toNanos();
        return new JwkSetState(
                snapshot,
                loadedFrom,
                freshUntil,
                refreshAt,
                lastStart,
                retryAt,
                inRow,
                fetches,
                failures + 1,
                lastSuccess,
                words(failure));
    }

    /** Our own messages are fixed words; of others only the kind is said, because they may quote the answer. */
    private static String words(Throwable failure) {
        boolean isOurs = failure instanceof JwkSetFetchException || failure instanceof MalformedJwkSetException;
        String message = failure.getMessage();
        return isOurs && message != null ? message : failure.getClass().getSimpleName();
    }

    List<VerificationKey> find(UnverifiedJwsHeader header) {
        return snapshot == null ? List.of() : snapshot.find(header);
    }

    boolean hasKeyId(UnverifiedJwsHeader header) {
        return snapshot != null && snapshot.hasKeyId(header);
    }

    /** When the fetch began that the set came from. */
    long startedAt() {
        return loadedFrom;
    }

    boolean isUsable(long now, RefreshPolicy policy) {
        return snapshot != null && policy.isUsable(Duration.ofNanos(now - loadedFrom));
    }

    /** Usable, and nothing newer is to be had by waiting: it is fresh, or refreshing it has failed. */
    boolean isServable(long now, RefreshPolicy policy) {
        return isUsable(now, policy) && (now < freshUntil || failuresInRow > 0);
    }

    boolean isRefreshDue(long now) {
        return now >= nextDue();
    }

    /** When the next fetch is due by itself. */
    long nextDue() {
        return failuresInRow > 0 ? nextAttemptAt : refreshAt;
    }

    /** From when on an unknown {@code kid} may cause a fetch. */
    long nextFetchForUnknownKey(RefreshPolicy policy) {
        return Math.max(lastStart + policy.unknownKeyCooldown().toNanos(), nextAttemptAt);
    }

    Duration untilNextAttempt(long now) {
        return Duration.ofNanos(Math.max(0, nextAttemptAt - now));
    }

    KeysStatus status(String source, long now, Instant time, RefreshPolicy policy) {
        JwkSetSnapshot loaded = snapshot;
        boolean hasBegun = loaded != null || failuresInRow > 0;
        return new KeysStatus(
                source,
                kind(now, policy),
                loaded == null ? List.of() : loaded.keyIds(),
                loaded == null ? Optional.empty() : Optional.of(Duration.ofNanos(now - loadedFrom)),
                Optional.ofNullable(lastSuccess),
                Optional.ofNullable(lastError),
                hasBegun ? Optional.of(time.plusNanos(nextDue() - now)) : Optional.empty(),
                fetches,
                failures);
    }

    private KeysStatus.State kind(long now, RefreshPolicy policy) {
        if (isUsable(now, policy)) {
            return now < freshUntil ? KeysStatus.State.FRESH : KeysStatus.State.STALE;
        }
        return snapshot == null && failuresInRow == 0 ? KeysStatus.State.NOT_LOADED : KeysStatus.State.UNAVAILABLE;
    }
}
