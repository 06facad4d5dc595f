package io.github.jotguard;

/**
 * The token is not acceptable; answer 401. Only a verifier throws it. It has no stack trace, because rejecting is normal operation
 * and must stay cheap, and its message is {@link RejectionReason#description()}: nothing of the token.
 */
public final class JwtRejectedException extends JwtVerificationException {

    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;

    JwtRejectedException(RejectionReason reason) {
        super(reason.description(), null, false);
        this.reason = reason;
    }

    /** Why the token was rejected. */
    public RejectionReason reason() {
        return reason;
    }
}
