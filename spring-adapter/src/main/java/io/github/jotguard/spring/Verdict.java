package io.github.jotguard.spring;

import io.github.jotguard.VerifiedJwt;

/** Either a verified token or the problem to answer with. */
sealed interface Verdict {

    /** The request may go on. */
    record Accepted(VerifiedJwt jwt) implements Verdict {}

    /** The request is answered. */
    record Refused(Problem problem) implements Verdict {}
}
