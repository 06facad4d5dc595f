package io.github.jotguard.spring;

/** Something else than the keys failed, so a token was not judged: 503. Names the type only, because a message may quote a claim. */
final class VerificationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VerificationFailedException(Throwable failure) {
        super(failure.getClass().getName());
    }
}
