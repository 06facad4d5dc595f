package io.github.jotguard;

import java.time.Duration;

/**
 * Receives verification events, for metrics and audit logs. {@link #accepted}, {@link #rejected} and {@link #keysUnavailable()} are called on
 * the thread that verifies, so they must be quick and thread-safe. What it throws is logged and otherwise ignored. No event carries a token.
 *
 * <p>Each of the three outcomes of a verification comes in two forms, one with the time that it took. Override one of them: the form
 * with the time calls the other by default.
 */
public interface VerificationListener extends KeysListener {

    /** A token was accepted. */
    default void accepted(VerifiedJwt jwt) {}

    /** A token was accepted, in this time. */
    default void accepted(VerifiedJwt jwt, Duration time) {
        accepted(jwt);
    }

    /** A token was rejected. */
    default void rejected(RejectionReason reason) {}

    /** A token was rejected, in this time. */
    default void rejected(RejectionReason reason, Duration time) {
        rejected(reason);
    }

    /** A token could not be judged because the keys of an issuer could not be had. */
    default void keysUnavailable() {}

    /** A token could not be judged because the keys of an issuer could not be had; that took this time, waiting included. */
    default void keysUnavailable(Duration time) {
        keysUnavailable();
    }
}
