package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.jwk.JwkSetSnapshot;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known at one moment about a set that is fetched. Immutable; times are nanoseconds of a {@link RefreshScheduler}.
 *
 * @param loaded the newest set; null before the first
 * @param metadata what the issuer's metadata say; null if they were not read or are not used
 * @param demand what tokens have asked for
 * @param attempts how fetching goes
 */
record JwkSetState(
        @Nullable Loaded loaded, @Nullable MetadataState metadata, RefreshDemand demand, FetchAttempts attempts) {

    /** Long ago, but not so long that differences overflow. */
    static final long LONG_AGO = Long.MIN_VALUE / 4;

    /** While the fetch after a cool-down is under way, the one before it stays conclusive for this long. */
    static final Duration CONCLUSIVE_GRACE = Duration.ofSeconds(1);

    private static final Duration LEAST_RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * A set that was fetched.
     *
     * @param notices what people should know of it, such as entries that cannot be used
     * @param from when the fetch that brought it began
     * @param freshUntil until when it is as good as new
     * @param refreshAt from when on it is refreshed while it is served
     * @param at the time of day when it came
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

    /** The address that the issuer's metadata named, unless they are as old as a set may not be. */
    @Nullable
    URI knownAddress(long now, RefreshPolicy policy) {
        return metadata == null || !policy.isUsable(Duration.ofNanos(now - metadata.from()))
                ? null
                : metadata.jwksUri();
    }

    /** Whether a fetch that begins now reads the issuer's metadata. */
    boolean isMetadataDue(long now) {
        return metadata == null || metadata.isDue(now) || demand.allowsMetadataRead(now);
    }

    /**
     * A fetch has begun.
     *
     * @param isMetadataRead whether it reads the issuer's metadata
     * @param notBefore when the next one may begin, by the bound on fetches a minute
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

    /** What people should know of the set, in words fit for a log. */
    List<String> notices() {
        return loaded == null ? List.of() : loaded.notices();
    }

    int failuresInRow() {
        return attempts.failuresInRow();
    }

    /** Whether there is a key of this {@code kid}, if not for the header's algorithm. */
    boolean hasKeyId(JwsHeader header) {
        return loaded != null && loaded.snapshot().hasKeyId(header);
    }

    /** Whether the set was asked for since. */
    boolean isFetchedSince(long arrival) {
        return loaded != null && loaded.from() >= arrival;
    }

    Optional<String> describeMissing(JwsHeader header) {
        return loaded == null ? Optional.empty() : loaded.snapshot().describeMissing(header);
    }

    /** The entries of the set that are sound, but of another use or type, in words. */
    List<String> ignored() {
        return loaded == null ? List.of() : loaded.snapshot().ignored();
    }

    /**
     * Whether the set says that a key does not exist, for a token that arrived then: a successful fetch began since, or at most the
     * cool-down before. While no fetch has failed since, {@link #CONCLUSIVE_GRACE} is added, for the time that the next fetch takes.
     */
    boolean isConclusive(long arrival, RefreshPolicy policy) {
        Duration grace = failuresInRow() > 0 ? Duration.ZERO : CONCLUSIVE_GRACE;
        return isFetchedSince(arrival - policy.unknownKeyCooldown().plus(grace).toNanos());
    }

    /** Young enough to be used, and a refresh was tried in time. */
    boolean isUsable(long now, RefreshPolicy policy) {
        return isYoung(now, policy) && !attempts.isAwaited() && !isUntried(now, policy);
    }

    private boolean isYoung(long now, RefreshPolicy policy) {
        return loaded != null && policy.isUsable(Duration.ofNanos(now - loaded.from()));
    }

    /**
     * Whether no refresh was tried for more than twice the freshness, because the machine or the process stood still: then keys may have been
     * withdrawn long ago.
     */
    private boolean isUntried(long now, RefreshPolicy policy) {
        return loaded != null
                && now
                        > Math.max(
                                attempts.triedUntil(2 * loaded.freshness(), policy),
                                attempts.nextAttemptAt() + loaded.freshness());
    }

    /** Usable, and nothing newer is to be had by waiting: it is fresh, or refreshing it has failed. */
    boolean isServable(long now, RefreshPolicy policy) {
        return isUsable(now, policy) && (isFresh(now) || failuresInRow() > 0);
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
        long due = failuresInRow() > 0 ? attempts.nextAttemptAt() : refreshAt;
        long cooled =
                Math.max(attempts.lastStart() + policy.unknownKeyCooldown().toNanos(), attempts.nextAttemptAt());
        return Math.max(Math.min(due, demand.nextDue(cooled)), attempts.notBefore());
    }

    /** When a request that cannot be answered now should come again. */
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
