package io.github.jotguard;

import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Rules of the application for an authentic token. If the application's code fails in any way, the token is rejected.
 */
final class CustomRules {

    /** The revocation check of an issuer that has none. */
    static final Predicate<VerifiedJwt> NEVER_REVOKED = jwt -> false;

    private final List<ClaimRule> rules;
    private final Predicate<VerifiedJwt> revoked;
    private final RateLimitedLogger failedRules = RateLimitedLogger.of(LoggerNames.VERIFICATION);
    private final RateLimitedLogger failedRevocations = RateLimitedLogger.of(LoggerNames.VERIFICATION);

    /**
     * Creates the rules of one issuer.
     *
     * @param rules the rules, which must all accept
     * @param revoked the revocation check, which runs last because it may cost the most
     */
    CustomRules(List<ClaimRule> rules, Predicate<VerifiedJwt> revoked) {
        this.rules = List.copyOf(rules);
        this.revoked = revoked;
    }

    /** Returns whether a rule or the revocation check may wait for something. */
    boolean mayBlock() {
        return revoked != NEVER_REVOKED || rules.stream().anyMatch(ClaimRule::mayBlock);
    }

    void checkRules(VerifiedJwt jwt, Instant now) throws Rejection {
        for (int i = 0; i < rules.size(); i++) {
            if (!accepts(rules.get(i), jwt, now)) {
                throw rejection(i + 1, rules.get(i), jwt);
            }
        }
    }

    /** Describes a rule that was made from settings, without the claim. A rule that is code has no description. */
    private static Rejection rejection(int number, ClaimRule rule, VerifiedJwt jwt) {
        return rule instanceof ClaimTextRule setting
                ? new Rejection(
                        RejectionReason.CLAIM_REJECTED,
                        "rule " + number + ", " + setting,
                        jwt.claims().get(setting.name()) == null ? "(absent)" : "another value")
                : new Rejection(RejectionReason.CLAIM_REJECTED, "rule " + number + " accepts", "rejected");
    }

    void checkRevocation(VerifiedJwt jwt) throws Rejection {
        if (isRevoked(jwt)) {
            throw new Rejection(RejectionReason.REVOKED, "not revoked", "revoked, or the check failed");
        }
    }

    private boolean accepts(ClaimRule rule, VerifiedJwt jwt, Instant now) {
        try {
            return rule.accepts(jwt, now);
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            failedRules.warn("A claim rule failed, so the token is rejected: {}", nameOf(failure));
            return false;
        }
    }

    private boolean isRevoked(VerifiedJwt jwt) {
        try {
            return revoked.test(jwt);
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            failedRevocations.warn("The revocation check failed, so the token is rejected: {}", nameOf(failure));
            return true;
        }
    }

    /** Returns the class of the failure and not its message, which may hold a claim. */
    private static String nameOf(Throwable failure) {
        return failure.getClass().getName();
    }
}
