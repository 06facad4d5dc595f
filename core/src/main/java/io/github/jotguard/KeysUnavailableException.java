package io.github.jotguard;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys to judge the token with could not be had, so it may be fine; answer 503 and do not sign the user out. */
public final class KeysUnavailableException extends JwtVerificationException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * For implementations of {@link VerificationKeys}.
     *
     * @param message says what could not be had; must not contain anything of a token
     * @param retryAfter when asking again makes sense, or null if that is not known
     */
    public KeysUnavailableException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause, true);
        this.retryAfter = retryAfter;
    }

    /** When asking again makes sense, for {@code Retry-After} (RFC 9110 §10.2.3). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
