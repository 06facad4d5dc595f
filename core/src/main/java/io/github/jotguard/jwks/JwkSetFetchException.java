package io.github.jotguard.jwks;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JWK Set that could not be fetched; the message says why in words that are fit for a log and a status. */
public final class JwkSetFetchException extends IOException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** With the reason; it must contain nothing of the answer's body. */
    public JwkSetFetchException(String message) {
        this(message, null);
    }

    /** With the reason and when the issuer wants to be asked again ({@code Retry-After}, RFC 9110 §10.2.3), or null. */
    public JwkSetFetchException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** When the issuer wants to be asked again. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
