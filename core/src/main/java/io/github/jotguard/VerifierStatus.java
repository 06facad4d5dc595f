package io.github.jotguard;

import java.util.List;
import java.util.Map;

/**
 * A snapshot of how a verifier is doing.
 *
 * @param issuers the keys of each entry by its name: the one that {@link TrustedIssuer.Builder#name} gave it, or the issuer, or {@code *}
 *     for {@link TrustedIssuer#anyIssuer}. Further entries of an issuer without a name get a number, such as {@code #2}
 * @param tokenCache the verified-token cache
 */
public record VerifierStatus(Map<String, KeysStatus> issuers, TokenCache tokenCache) {

    /** Copies the map. */
    public VerifierStatus {
        issuers = Map.copyOf(issuers);
    }

    /** The state of the worst key source: {@code CLOSED}, {@code UNAVAILABLE}, {@code NOT_LOADED}, {@code STALE}, {@code FRESH} in this order. */
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
     * @param tokens how many tokens it holds, about
     * @param hits how many verifications it answered
     * @param misses how many it did not
     */
    public record TokenCache(long tokens, long hits, long misses) {}
}
