package io.github.jotguard;

import java.time.Duration;

/**
 * Receives verification events, for metrics and audit logs. No event carries the text of a token. The methods for
 * outcomes are called on the thread that verifies, so they must be quick and thread-safe. An exception is logged and
 * otherwise ignored.
 *
 * <p>The outcome is that of the token alone. A token that is bound to a DPoP key is reported as accepted before the
 * signature of its proof is verified and the replay store is called, so the request may still be rejected.
 *
 * <p>Each of the three outcomes of a verification has two methods, one of them with the duration. Override one of them:
 * the method with the duration calls the other by default.
 */
public interface VerificationListener extends KeysListener {

    /**
     * Returns whether {@link #accepted(VerifiedJwt, Duration)} or {@link #rejected(RejectionReason, Duration)} may wait
     * for something. If so, {@link JwtVerifier#tryVerify} decides about no token. Called when a verifier is built.
     *
     * @return true by default
     */
    default boolean mayBlock() {
        return true;
    }

    /** Receives an accepted token. */
    default void accepted(VerifiedJwt jwt) {}

    /**
     * Receives an accepted token.
     *
     * @param time the duration of the verification
     */
    default void accepted(VerifiedJwt jwt, Duration time) {
        accepted(jwt);
    }

    /** Receives the reason of a rejection. */
    default void rejected(RejectionReason reason) {}

    /**
     * Receives the reason of a rejection.
     *
     * @param time the duration of the verification
     */
    default void rejected(RejectionReason reason, Duration time) {
        rejected(reason);
    }

    /** Receives a token that could not be verified, because the keys of an issuer are unavailable. */
    default void keysUnavailable() {}

    /**
     * Receives a token that could not be verified, because the keys of an issuer are unavailable.
     *
     * @param time the duration of the verification, including the wait for keys
     */
    default void keysUnavailable(Duration time) {
        keysUnavailable();
    }
}
