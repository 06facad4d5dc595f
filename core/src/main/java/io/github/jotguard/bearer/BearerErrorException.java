package io.github.jotguard.bearer;

/**
 * Thrown if a request is rejected before a token is verified. It has no stack trace, because rejections are normal
 * operation.
 */
public final class BearerErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient BearerError error;

    /** Creates an exception with the response to the request. */
    public BearerErrorException(BearerError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    /** Returns the response to the request. */
    public BearerError error() {
        return error;
    }
}
