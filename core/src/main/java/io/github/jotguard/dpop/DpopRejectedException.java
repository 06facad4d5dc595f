package io.github.jotguard.dpop;

/**
 * Thrown if a request with a DPoP proof is not acceptable. Respond with 401 and a {@code DPoP} challenge (RFC 9449
 * §7.1). It has no stack trace, because rejections are normal operation. Its message is
 * {@link DpopRejection#description()} and contains no part of the request.
 */
public final class DpopRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DpopRejection rejection;

    DpopRejectedException(DpopRejection rejection) {
        super(rejection.description(), null, false, false);
        this.rejection = rejection;
    }

    /** Returns the reason why the request is rejected. */
    public DpopRejection rejection() {
        return rejection;
    }
}
