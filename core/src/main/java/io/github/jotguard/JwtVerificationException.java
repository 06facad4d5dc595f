package io.github.jotguard;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a token is not accepted. It has exactly two subclasses. {@link JwtRejectedException}: the token is not
 * acceptable, respond with 401. {@link KeysUnavailableException}: the keys are unavailable, respond with 503.
 */
public abstract sealed class JwtVerificationException extends RuntimeException
        permits JwtRejectedException, KeysUnavailableException {

    private static final long serialVersionUID = 1L;

    JwtVerificationException(String message, @Nullable Throwable cause, boolean writableStackTrace) {
        super(message, cause, writableStackTrace, writableStackTrace);
    }
}
