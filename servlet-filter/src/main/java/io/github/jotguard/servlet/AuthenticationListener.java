package io.github.jotguard.servlet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the result of the authentication of each request, for audit logs. Called on the thread of the request before
 * the application is called, so it must be quick and thread-safe. Exceptions are logged and otherwise ignored. Not
 * called for excluded paths, which have no authentication.
 */
@FunctionalInterface
public interface AuthenticationListener {

    /** The name of the logger that {@link #logging()} writes to. */
    String LOGGER_NAME = "io.github.jotguard.audit";

    /**
     * Receives one attempt, after the request was accepted or rejected.
     *
     * @param attempt the result, without the token
     */
    void attempted(AuthenticationAttempt attempt);

    /**
     * Returns a listener that logs one line per attempt at level INFO to the logger {@value #LOGGER_NAME}.
     *
     * @return a thread-safe listener
     */
    static AuthenticationListener logging() {
        Logger audit = LoggerFactory.getLogger(LOGGER_NAME);
        return attempt -> audit.info(
                "{} code={} subject={} {} {}",
                attempt.outcome(),
                attempt.code().orElse("-"),
                attempt.subject().orElse("-"),
                attempt.method(),
                attempt.path());
    }
}
