package io.github.jotguard.servlet;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import org.jspecify.annotations.Nullable;

/** Inside the filter, the way out for a request that is rejected. Without stack trace, as rejecting is normal operation. */
final class RequestRejection extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient BearerError rejectionCause;
    private final transient @Nullable VerifiedJwt jwt;

    RequestRejection(BearerError cause) {
        this(cause, null);
    }

    /** Rejects although the token is good. */
    RequestRejection(BearerError cause, @Nullable VerifiedJwt jwt) {
        super(cause.code(), null, false, false);
        this.rejectionCause = cause;
        this.jwt = jwt;
    }

    BearerError rejectionCause() {
        return rejectionCause;
    }

    /** The token, if that was found good before something else was not. */
    @Nullable
    VerifiedJwt jwt() {
        return jwt;
    }
}
