package io.github.jotguard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of how the keys of an issuer are doing, for health checks, metrics and people.
 *
 * @param source where they come from, such as the address of the JWK Set or the metadata of an issuer
 * @param state whether they can be used
 * @param keyIds the {@code kid}s of the usable keys, in the order of the set; keys without one are not listed
 * @param age how long ago the set was fetched
 * @param lastSuccess when the set was last fetched
 * @param lastError why the last fetch failed, in fixed words; empty after a success
 * @param nextRefresh when it will be fetched again
 * @param fetches how many fetches were begun
 * @param failures how many of them failed
 */
public record KeysStatus(
        String source,
        State state,
        List<String> keyIds,
        Optional<Duration> age,
        Optional<Instant> lastSuccess,
        Optional<String> lastError,
        Optional<Instant> nextRefresh,
        long fetches,
        long failures) {

    /** Whether keys can be used. */
    public enum State {
        /** Nothing was fetched yet. */
        NOT_LOADED,
        /** As good as new. */
        FRESH,
        /** Past their freshness because refreshing fails; still used. */
        STALE,
        /**
         * There are none, or they are too old to be used, or no refresh was tried for more than twice their freshness, because the machine
         * slept; tokens are answered with {@link KeysUnavailableException}. */
        UNAVAILABLE,
        /** The source was closed: nothing is fetched any more, and keys that are still used get old. */
        CLOSED
    }

    /** Copies the list. */
    public KeysStatus {
        keyIds = List.copyOf(keyIds);
    }

    /** The status of keys that never change. */
    public static KeysStatus fixed(String source, List<String> keyIds) {
        return new KeysStatus(
                source,
                State.FRESH,
                keyIds,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0);
    }
}
