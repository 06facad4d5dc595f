package io.github.jotguard.servlet;

import io.github.jotguard.logging.SafeLogging;
import java.util.Optional;

/**
 * The result of the authentication of one request, for an audit log. Every text is printable ASCII and has a maximum
 * length, so it can be logged as it is. Other characters are escaped as backslash, {@code u} and four hexadecimal
 * digits. Never contains a token. Immutable.
 *
 * @param outcome the result
 * @param code {@link BearerErrorResponse#code()} before any {@link ErrorResponder}; empty if the request was accepted
 * @param subject {@code sub} of the token after it was verified, at most 200 characters; otherwise empty
 * @param method the HTTP method, at most 20 characters
 * @param path the path as it was sent, without query, at most 200 characters
 */
public record AuthenticationAttempt(
        Outcome outcome, Optional<String> code, Optional<String> subject, String method, String path) {

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_METHOD = 20;
    private static final int LONGEST_PATH = 200;

    /** The result of an attempt. */
    public enum Outcome {
        /** The token is valid and has a user. */
        ACCEPTED,
        /** There was no token, on a path that does not require one. */
        ANONYMOUS,
        /** The request was rejected. */
        REJECTED,
        /** The token could not be verified, so it is neither valid nor invalid. */
        UNAVAILABLE
    }

    /** Escapes and cuts every text. */
    public AuthenticationAttempt {
        subject = subject.map(text -> SafeLogging.printable(text, LONGEST_SUBJECT));
        method = SafeLogging.printable(method, LONGEST_METHOD);
        path = SafeLogging.printable(path, LONGEST_PATH);
    }
}
