package io.github.jotguard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot of the keys of an issuer, for health checks, metrics and people. Immutable and thread-safe.
 *
 * @param source the origin of the keys, such as the JWKS URI or the metadata of an issuer
 * @param state whether the keys can be used
 * @param keyIds the {@code kid}s of the usable keys, in the order of the set; keys without one are not listed
 * @param algorithms the algorithms that the usable keys are for; empty if there is no usable key or it is unknown
 * @param age the time since the set was fetched; empty if none was
 * @param lastSuccess the time of the last successful fetch; empty if there was none
 * @param lastError the cause of the last failed fetch, in fixed words; empty after a success
 * @param nextRefresh the time of the next fetch; empty if none is planned
 * @param fetches the number of fetches that were started
 * @param failures the number of fetches that failed
 */
public record KeysStatus(
        String source,
        State state,
        List<String> keyIds,
        Set<JwsAlgorithm> algorithms,
        Optional<Duration> age,
        Optional<Instant> lastSuccess,
        Optional<String> lastError,
        Optional<Instant> nextRefresh,
        long fetches,
        long failures) {

    /** The usability of the keys. */
    public enum State {
        /** No fetch has ended yet. */
        NOT_LOADED,
        /** Up to date. */
        FRESH,
        /** Past their freshness because refreshing fails; still used. */
        STALE,
        /**
         * There are no usable keys, so verification throws {@link KeysUnavailableException}. There are none, they are
         * too old, or no refresh was attempted for more than twice their freshness, because the machine slept.
         */
        UNAVAILABLE,
        /** The source was closed. It fetches no keys. Cached keys are used for at most twice their freshness. */
        CLOSED
    }

    /** Copies the key IDs and the algorithms. */
    public KeysStatus {
        keyIds = List.copyOf(keyIds);
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * Returns the status of keys that never change and whose algorithms are unknown.
     *
     * @param source the origin of the keys, in words
     * @param keyIds the {@code kid}s of the keys
     */
    public static KeysStatus fixed(String source, List<String> keyIds) {
        return fixed(source, keyIds, Set.of());
    }

    /**
     * Returns the status of keys that never change.
     *
     * @param source the origin of the keys, in words
     * @param keyIds the {@code kid}s of the keys
     * @param algorithms the algorithms that the keys are for
     */
    public static KeysStatus fixed(String source, List<String> keyIds, Set<JwsAlgorithm> algorithms) {
        return new KeysStatus(
                source,
                State.FRESH,
                keyIds,
                algorithms,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0);
    }
}
