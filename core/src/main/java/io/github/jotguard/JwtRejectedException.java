package io.github.jotguard;

/**
 * Thrown if the token is not acceptable. Respond with 401. Only a verifier throws it. It has no stack trace, because
 * rejections are normal operation and must stay cheap. Its message is {@link RejectionReason#description()} and
 * contains no part of the token.
 */
public final class JwtRejectedException extends JwtVerificationException {

    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;

    JwtRejectedException(RejectionReason reason) {
        super(reason.description(), null, false);
        this.reason = reason;
    }

    /** Returns the reason why the token was rejected. */
    public RejectionReason reason() {
        return reason;
    }
}
