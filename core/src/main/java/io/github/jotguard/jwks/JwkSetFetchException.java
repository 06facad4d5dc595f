package io.github.jotguard.jwks;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a JWK Set could not be fetched. The message is the cause, in words that are suitable for a log and a
 * status.
 */
public final class JwkSetFetchException extends IOException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * Creates an exception without a delay.
     *
     * @param message the cause; must contain no part of the body of the response
     */
    public JwkSetFetchException(String message) {
        this(message, null);
    }

    /**
     * Creates an exception with the delay that the issuer requests ({@code Retry-After}, RFC 9110 §10.2.3).
     *
     * @param message the cause; must contain no part of the body of the response
     * @param retryAfter the delay, or null if there is none
     */
    public JwkSetFetchException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** Returns the delay that the issuer requests; empty if there is none. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
