package io.github.jotguard;

import org.jspecify.annotations.Nullable;

/**
 * A token that was not accepted: it is bad ({@link JwtRejectedException}, answer 401), or that could not be told
 * ({@link KeysUnavailableException}, answer 503). There is no third kind.
 */
public abstract sealed class JwtVerificationException extends RuntimeException
        permits JwtRejectedException, KeysUnavailableException {

    private static final long serialVersionUID = 1L;

    JwtVerificationException(String message, @Nullable Throwable cause, boolean writableStackTrace) {
        super(message, cause, writableStackTrace, writableStackTrace);
    }
}
