package io.github.jotguard.servlet;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import org.jspecify.annotations.Nullable;

/** Signals inside the filter that a request is rejected. Has no stack trace, because rejecting is normal operation. */
final class RequestRejection extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient BearerError rejectionCause;
    private final transient @Nullable VerifiedJwt jwt;

    RequestRejection(BearerError cause) {
        this(cause, null);
    }

    /**
     * Creates a rejection of a request whose token may be valid.
     *
     * @param jwt the verified token, or null if there is none
     */
    RequestRejection(BearerError cause, @Nullable VerifiedJwt jwt) {
        super(cause.code(), null, false, false);
        this.rejectionCause = cause;
        this.jwt = jwt;
    }

    BearerError rejectionCause() {
        return rejectionCause;
    }

    /** Returns the token if it was verified before something else failed, or null. */
    @Nullable
    VerifiedJwt jwt() {
        return jwt;
    }
}
