package io.github.jotguard.spring;

/**
 * Signals a failure other than that of the keys, so a token was neither accepted nor rejected: 503. Names the type
 * only, because a message may quote a claim.
 */
final class VerificationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VerificationFailedException(Throwable failure) {
        super(failure.getClass().getName());
    }
}
