package io.github.jotguard.jwks;

import io.github.jotguard.JwsHeader;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.jwk.JwkSetSnapshot;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a fetched set at one moment. Immutable; times are nanoseconds of a {@link RefreshScheduler}.
 *
 * @param loaded the newest set; null before the first
 * @param metadata the content of the issuer's metadata; null if they were not read or are not used
 * @param demand the fetches that tokens have caused
 * @param attempts the state of fetching
 */
record JwkSetState(
        @Nullable Loaded loaded, @Nullable MetadataState metadata, RefreshDemand demand, FetchAttempts attempts) {

    /** A time long ago, but not so long that differences overflow. */
    static final long LONG_AGO = Long.MIN_VALUE / 4;

    /** Additional time for which a fetch stays conclusive while the fetch after a cool-down is in flight. */
    static final Duration CONCLUSIVE_GRACE = Duration.ofSeconds(1);

    private static final Duration LEAST_RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * A set that was fetched.
     *
     * @param notices notices about the set for people, such as entries that cannot be used
     * @param from the start of the fetch that returned it
     * @param freshUntil the end of its freshness
     * @param refreshAt the time from which on it is refreshed while it is served
     * @param at the time of day when it arrived
     */
    record Loaded(
            JwkSetSnapshot snapshot, List<String> notices, long from, long freshUntil, long refreshAt, Instant at) {

        long freshness() {
            return freshUntil - from;
        }
    }

    static JwkSetState notLoaded() {
        return new JwkSetState(null, null, RefreshDemand.NONE, FetchAttempts.NONE);
    }

    /** Returns the JWKS URI that the issuer's metadata named, or null if they are older than a usable set may be. */
    @Nullable
    URI knownAddress(long now, RefreshPolicy policy) {
        return metadata == null || !policy.isUsable(Duration.ofNanos(now - metadata.from()))
                ? null
                : metadata.jwksUri();
    }

    /** Returns whether a fetch that begins now reads the issuer's metadata. */
    boolean isMetadataDue(long now) {
        return metadata == null || metadata.isDue(now) || demand.allowsMetadataRead(now);
    }

    /**
     * Records the start of a fetch.
     *
     * @param isMetadataRead whether it reads the issuer's metadata
     * @param notBefore the earliest time of the next fetch by the bound on fetches in a minute
     */
    JwkSetState started(long now, boolean isMetadataRead, long notBefore, RefreshPolicy policy) {
        return new JwkSetState(
                loaded,
                metadata,
                demand.started(now, isMetadataRead),
                attempts.started(now, isMetadataRead, notBefore, isUntried(now, policy)));
    }

    JwkSetState notBefore(long time) {
        return new JwkSetState(loaded, metadata, demand, attempts.notBefore(time));
    }

    JwkSetState withUnknownKeyWaiting() {
        return new JwkSetState(loaded, metadata, demand.withUnknownKey(), attempts);
    }

    JwkSetState withBadSignatureWaiting() {
        return new JwkSetState(loaded, metadata, demand.withBadSignature(), attempts);
    }

    JwkSetState metadataRead(URI jwksUri, long refreshAt) {
        return new JwkSetState(loaded, MetadataState.read(jwksUri, attempts.lastStart(), refreshAt), demand, attempts);
    }

    JwkSetState succeeded(
            JwkSetSnapshot fetched, List<String> notices, Instant at, Duration fresh, RefreshPolicy policy) {
        long from = attempts.lastStart();
        Loaded now = new Loaded(
                fetched,
                notices,
                from,
                from + fresh.toNanos(),
                from + policy.refreshAfter(fresh).toNanos(),
                at);
        return new JwkSetState(now, metadata == null ? null : metadata.worked(), demand, attempts.succeeded());
    }

    JwkSetState failed(FetchFailure failure, long now, RefreshPolicy policy, double random) {
        FetchAttempts after = attempts.failed(failure, now, policy, random, isUntried(now, policy));
        boolean isPatient = failure.retryAfter().isPresent();
        MetadataState next = metadata == null || isPatient ? metadata : metadata.failed(attempts.isMetadataRead());
        return new JwkSetState(loaded, next, demand, after);
    }

    List<VerificationKey> find(JwsHeader header) {
        return loaded == null ? List.of() : loaded.snapshot().find(header);
    }

    /** Returns the notices about the set for people, in words fit for a log. */
    List<String> notices() {
        return loaded == null ? List.of() : loaded.notices();
    }

    int failuresInRow() {
        return attempts.failuresInRow();
    }

    /** Returns whether there is a key with this {@code kid}, even if it is not for the header's algorithm. */
    boolean hasKeyId(JwsHeader header) {
        return loaded != null && loaded.snapshot().hasKeyId(header);
    }

    /** Returns whether the fetch of the set began at that time or later. */
    boolean isFetchedSince(long arrival) {
        return loaded != null && loaded.from() >= arrival;
    }

    Optional<String> describeMissing(JwsHeader header) {
        return loaded == null ? Optional.empty() : loaded.snapshot().describeMissing(header);
    }

    /** Describes the entries of the set that are valid, but have another use or type. */
    List<String> ignored() {
        return loaded == null ? List.of() : loaded.snapshot().ignored();
    }

    /**
     * Returns whether the set proves that a key does not exist, for a token that arrived then. A successful fetch must
     * have begun since, or at most the cool-down before. While no fetch has failed since, {@link #CONCLUSIVE_GRACE} is
     * added, for the duration of the next fetch.
     */
    boolean isConclusive(long arrival, RefreshPolicy policy) {
        Duration grace = failuresInRow() > 0 ? Duration.ZERO : CONCLUSIVE_GRACE;
        return isFetchedSince(arrival - policy.unknownKeyCooldown().plus(grace).toNanos());
    }

    /** Returns whether the set is young enough to be used, and a refresh was tried in time. */
    boolean isUsable(long now, RefreshPolicy policy) {
        return isYoung(now, policy) && !attempts.isAwaited() && !isUntried(now, policy);
    }

    private boolean isYoung(long now, RefreshPolicy policy) {
        return loaded != null && policy.isUsable(Duration.ofNanos(now - loaded.from()));
    }

    /**
     * Returns whether no refresh was tried for more than twice the freshness. The machine or the process stood still
     * then, and keys may have been withdrawn long ago.
     */
    private boolean isUntried(long now, RefreshPolicy policy) {
        return loaded != null
                && now
                        > Math.max(
                                attempts.triedUntil(2 * loaded.freshness(), policy),
                                attempts.nextAttemptAt() + loaded.freshness());
    }

    /** Returns whether the set is usable and waiting yields nothing newer: it is fresh, or refreshing it has failed. */
    boolean isServable(long now, RefreshPolicy policy) {
        return isUsable(now, policy) && (isFresh(now) || failuresInRow() > 0);
    }

    private boolean isFresh(long now) {
        return loaded != null && now < loaded.freshUntil();
    }

    boolean isDue(long now, RefreshPolicy policy) {
        return now >= nextDue(policy);
    }

    /** Returns the time of the next fetch, whether or not a key is needed. */
    long nextDue(RefreshPolicy policy) {
        long refreshAt = loaded == null ? LONG_AGO : loaded.refreshAt();
        long due = failuresInRow() > 0 ? attempts.nextAttemptAt() : refreshAt;
        long cooled =
                Math.max(attempts.lastStart() + policy.unknownKeyCooldown().toNanos(), attempts.nextAttemptAt());
        return Math.max(Math.min(due, demand.nextDue(cooled)), attempts.notBefore());
    }

    /** Returns the time until a request that fails now should be repeated. */
    Duration retryAfter(long now) {
        long next = Math.max(attempts.nextAttemptAt(), attempts.notBefore());
        Duration untilNextAttempt = Duration.ofNanos(Math.max(0, next - now));
        return untilNextAttempt.compareTo(LEAST_RETRY_AFTER) > 0 ? untilNextAttempt : LEAST_RETRY_AFTER;
    }

    KeysStatus status(String source, long now, Instant time, RefreshPolicy policy, boolean isClosed) {
        return new KeysStatus(
                source,
                isClosed ? KeysStatus.State.CLOSED : kind(now, policy),
                loaded == null ? List.of() : loaded.snapshot().keyIds(),
                loaded == null ? Set.of() : loaded.snapshot().algorithms(),
                Optional.ofNullable(loaded).map(set -> Duration.ofNanos(now - set.from())),
                Optional.ofNullable(loaded).map(Loaded::at),
                Optional.ofNullable(attempts.lastError()),
                attempts.fetches() == 0 || isClosed
                        ? Optional.empty()
                        : Optional.of(time.plusNanos(Math.max(0, nextDue(policy) - now))),
                attempts.fetches(),
                attempts.failures());
    }

    private KeysStatus.State kind(long now, RefreshPolicy policy) {
        if (isUsable(now, policy)) {
            return isFresh(now) ? KeysStatus.State.FRESH : KeysStatus.State.STALE;
        }
        return loaded == null && failuresInRow() == 0 ? KeysStatus.State.NOT_LOADED : KeysStatus.State.UNAVAILABLE;
    }
}
