package io.github.jotguard.http;

/**
 * Status and header fields of a response (RFC 9112 §2).
 *
 * @param minorVersion the minor version of HTTP/1, 0 or 1
 * @param status three digits
 */
public record ResponseHead(int minorVersion, int status, HeaderFields fields) {

    private static final int OK = 200;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_CLIENT_ERROR = 400;

    boolean isOk() {
        return status == OK;
    }

    /** Returns whether a final response follows (RFC 9110 §15.2). */
    boolean isInterim() {
        return status < OK;
    }

    boolean isSuccess() {
        return status >= OK && status < FIRST_REDIRECT;
    }

    boolean isRedirect() {
        return status >= FIRST_REDIRECT && status < FIRST_CLIENT_ERROR;
    }
}
