package io.github.jotguard;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application itself demands of an authentic token. Its code may fail in any way: then the token is refused.
 *
 * @param rules all of them must accept
 * @param revoked asked last, because it may cost the most
 */
record ApplicationRules(List<ClaimRule> rules, Predicate<VerifiedJwt> revoked) {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedIssuer.class);

    void checkRules(VerifiedJwt jwt, Instant now) throws Refused {
        for (int i = 0; i < rules.size(); i++) {
            if (!accepts(rules.get(i), jwt, now)) {
                throw new Refused(RejectionReason.CLAIM_REJECTED, "rule " + (i + 1) + " accepts", "refuses");
            }
        }
    }

    void checkRevocation(VerifiedJwt jwt) throws Refused {
        if (isRevoked(jwt)) {
            throw new Refused(RejectionReason.REVOKED, "not revoked", "revoked, or the check failed");
        }
    }

    private static boolean accepts(ClaimRule rule, VerifiedJwt jwt, Instant now) {
        try {
            return rule.accepts(jwt, now);
        } catch (Throwable failure) {
            LOG.warn("A claim rule failed, so the token is refused: {}", nameOf(failure));
            return false;
        }
    }

    private boolean isRevoked(VerifiedJwt jwt) {
        try {
            return revoked.test(jwt);
        } catch (Throwable failure) {
            LOG.warn("The revocation check failed, so the token is refused: {}", nameOf(failure));
            return true;
        }
    }

    /** Not the message, which may hold a claim. */
    private static String nameOf(Throwable failure) {
        return failure.getClass().getName();
    }
}
