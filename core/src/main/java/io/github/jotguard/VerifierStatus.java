package io.github.jotguard;

import java.util.List;
import java.util.Map;

/**
 * A snapshot of a verifier: its keys and its cache. Immutable and thread-safe.
 *
 * <p>An entry has its {@link TrustedIssuer.Builder#name}, or else its issuer, or {@code *} for
 * {@link TrustedIssuer#anyIssuer}. Further entries of an issuer without a name get a number, such as {@code #2}.
 *
 * @param issuers the status of the keys by the name of the entry
 * @param tokenCache the counts of the verified-token cache
 */
public record VerifierStatus(Map<String, KeysStatus> issuers, TokenCache tokenCache) {

    /** Copies the map. */
    public VerifierStatus {
        issuers = Map.copyOf(issuers);
    }

    /**
     * Returns the state of the worst key source. From worst to best, the states are {@code CLOSED},
     * {@code UNAVAILABLE}, {@code NOT_LOADED}, {@code STALE} and {@code FRESH}.
     */
    public KeysStatus.State worstState() {
        List<KeysStatus.State> worstFirst = List.of(
                KeysStatus.State.CLOSED,
                KeysStatus.State.UNAVAILABLE,
                KeysStatus.State.NOT_LOADED,
                KeysStatus.State.STALE,
                KeysStatus.State.FRESH);
        return worstFirst.stream()
                .filter(state -> issuers.values().stream().anyMatch(keys -> keys.state() == state))
                .findFirst()
                .orElse(KeysStatus.State.FRESH);
    }

    /**
     * Counts of the verified-token cache.
     *
     * @param tokens the approximate number of tokens in the cache, among them those that have expired in the last minute
     * @param hits the number of verifications that found their token
     * @param misses the number of verifications that did not
     */
    public record TokenCache(long tokens, long hits, long misses) {}
}
