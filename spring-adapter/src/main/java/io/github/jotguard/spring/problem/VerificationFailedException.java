package io.github.jotguard.spring.problem;

/**
 * Signals a failure other than that of the keys, so a token was neither accepted nor rejected: 503. Names the type
 * only, because a message may quote a claim.
 *
 * <p>Internal: may change without notice.
 */
public final class VerificationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public VerificationFailedException(Throwable failure) {
        super(failure.getClass().getName());
    }
}
