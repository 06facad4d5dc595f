package io.github.jotguard.dpop;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a {@link ReplayStore} cannot decide whether a proof is replayed. The request may be valid: respond with 503.
 */
public final class ReplayStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception, also for stores of applications.
     *
     * @param message the cause; must not contain any part of a request
     * @param cause the failure, or null
     */
    public ReplayStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
