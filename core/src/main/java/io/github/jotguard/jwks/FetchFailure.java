package io.github.jotguard.jwks;

import java.time.Duration;
import java.util.Optional;

/**
 * The failure of a fetch. It is read from the exception once and before any lock is taken, because its class may be
 * foreign code.
 *
 * @param words the cause, fit for a log and a status
 * @param retryAfter the delay that the issuer asks for
 */
record FetchFailure(String words, Optional<Duration> retryAfter) {

    static FetchFailure of(Throwable failure) {
        Optional<Duration> asked = failure instanceof JwkSetFetchException told ? told.retryAfter() : Optional.empty();
        return new FetchFailure(FailureWords.of(failure), asked);
    }
}
