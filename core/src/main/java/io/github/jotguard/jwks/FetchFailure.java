package io.github.jotguard.jwks;

import java.time.Duration;
import java.util.Optional;

/**
 * The failure of a fetch, read from an exception once and before any lock is taken, because the exception may be of somebody else's class.
 *
 * @param words why, fit for a log and a status
 * @param retryAfter when the issuer wants to be asked again
 */
record FetchFailure(String words, Optional<Duration> retryAfter) {

    static FetchFailure of(Throwable failure) {
        Optional<Duration> asked = failure instanceof JwkSetFetchException told ? told.retryAfter() : Optional.empty();
        return new FetchFailure(FailureWords.of(failure), asked);
    }
}
