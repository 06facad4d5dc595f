package io.github.jotguard.servlet;

import io.github.jotguard.logging.SafeLogging;
import java.util.Optional;

/**
 * How the authentication of one request went, for an audit log. Every text in it is printable ASCII, with anything else escaped as
 * backslash, {@code u} and four hexadecimal digits, and cut to a length, so that it can be logged as it is. Never holds a token.
 *
 * @param outcome how it went
 * @param code {@link BearerErrorResponse#code()} before any {@link ErrorResponder}; empty if the request was let through
 * @param subject {@code sub} of the token once that is verified, at most 200 characters; empty before
 * @param method the HTTP method, at most 20 characters
 * @param path the path as it was sent, without query, at most 200 characters
 */
public record AuthenticationAttempt(
        Outcome outcome, Optional<String> code, Optional<String> subject, String method, String path) {

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_METHOD = 20;
    private static final int LONGEST_PATH = 200;

    /** How it went. */
    public enum Outcome {
        /** The token is good, and its user is known. */
        ACCEPTED,
        /** There was no token, on a path where none is needed. */
        ANONYMOUS,
        /** The request was rejected. */
        REJECTED,
        /** It could not be told whether the token is good. */
        UNAVAILABLE
    }

    /** Escapes and cuts every text. */
    public AuthenticationAttempt {
        subject = subject.map(text -> SafeLogging.printable(text, LONGEST_SUBJECT));
        method = SafeLogging.printable(method, LONGEST_METHOD);
        path = SafeLogging.printable(path, LONGEST_PATH);
    }
}
