package io.github.jotguard;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the keys needed to verify a token are unavailable. The token may be valid: respond with 503 and do not sign
 * the user out.
 */
public final class KeysUnavailableException extends JwtVerificationException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * Creates an exception in an implementation of {@link VerificationKeys}.
     *
     * @param message the cause; must not contain any part of a token
     * @param retryAfter the time until another attempt makes sense, or null if it is unknown
     * @param cause the failure, or null
     */
    public KeysUnavailableException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause, true);
        this.retryAfter = retryAfter;
    }

    /**
     * Returns the time until another attempt makes sense, for {@code Retry-After} (RFC 9110 §10.2.3).
     *
     * @return empty if it is unknown
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
