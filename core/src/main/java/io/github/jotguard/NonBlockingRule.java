package io.github.jotguard;

import java.time.Instant;

/** A rule that never waits. */
record NonBlockingRule(ClaimRule rule) implements ClaimRule {

    @Override
    public boolean accepts(VerifiedJwt jwt, Instant now) {
        return rule.accepts(jwt, now);
    }

    @Override
    public boolean mayBlock() {
        return false;
    }
}
