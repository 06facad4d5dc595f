package io.github.jotguard.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if a response has no usable body. The message gives the cause in fixed words. */
public final class UnusableResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    UnusableResponseException(String message) {
        this(message, null);
    }

    UnusableResponseException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    static UnusableResponseException tooLarge(int maxBytes) {
        return new UnusableResponseException(tooLargeText(maxBytes));
    }

    /** Returns the words for a body that exceeds the limit. */
    public static String tooLargeText(int maxBytes) {
        return "a response of more than " + maxBytes + " bytes, see maxBytes";
    }

    /** Returns the delay that the server asks for ({@code Retry-After}, RFC 9110 §10.2.3). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
