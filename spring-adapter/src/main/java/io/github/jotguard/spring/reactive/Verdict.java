package io.github.jotguard.spring.reactive;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;

/** A verified token or the problem to respond with. */
sealed interface Verdict {

    /** A request that may continue. */
    record Accepted(VerifiedJwt jwt) implements Verdict {

        /** Rejects null, so that there is no such verdict without a verified token. */
        public Accepted {
            requireNonNull(jwt, "jwt");
        }
    }

    /** A request that is rejected. */
    record Rejected(BearerError problem) implements Verdict {}
}
