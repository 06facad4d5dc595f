package io.github.jotguard.servlet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is told how the authentication of each request went: what an audit log hangs on. Called on the thread of the request before the
 * application sees it, so it must be quick and thread-safe. What it throws is logged and otherwise ignored. Not called for excluded
 * paths, where nobody authenticates.
 */
@FunctionalInterface
public interface AuthenticationListener {

    /** Where {@link #logging()} writes to. */
    String LOGGER_NAME = "io.github.jotguard.audit";

    /** A request was let through or rejected. */
    void attempted(AuthenticationAttempt attempt);

    /** One line per attempt at level INFO to the logger {@value #LOGGER_NAME}. */
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
