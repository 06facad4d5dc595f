package io.github.jotguard.spring;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;

/** Either a verified token or the problem to answer with. */
sealed interface Verdict {

    /** The request may go on. */
    record Accepted(VerifiedJwt jwt) implements Verdict {

        /** Rejects null, so that there is no such verdict without a verified token. */
        public Accepted {
            requireNonNull(jwt, "jwt");
        }
    }

    /** The request is answered. */
    record Rejected(BearerError problem) implements Verdict {}
}
