package io.github.jotguard.example.support;

import io.github.jotguard.VerifiedJwt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line for each request that the token filter accepted, with its outcome. The filter itself logs every
 * request, rejected ones too. A line names the subject of the token, but no token, email or message: the log outlives
 * all of them.
 */
final class AuditLog {

    static final String LOGGER_NAME = "io.github.jotguard.example.support.audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER_NAME);
    private static final int LONGEST_SUBJECT = 200;

    private AuditLog() {}

    /** An outcome in lower_snake_case, of a request with this token. */
    static void record(String outcome, VerifiedJwt jwt, String method) {
        LOG.info("{} subject={} {} /support/chatkit", outcome, printable(jwt.subject()), method);
    }

    /** The issuer vouches for the subject, not for its being fit for a log. */
    private static String printable(String subject) {
        String safe = subject.replaceAll("[^!-~]", "?");
        return safe.length() > LONGEST_SUBJECT ? safe.substring(0, LONGEST_SUBJECT) + "..." : safe;
    }
}
