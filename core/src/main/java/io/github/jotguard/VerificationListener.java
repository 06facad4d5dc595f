package io.github.jotguard;

/**
 * Is told what a verifier does; metrics and audit logs hang on it. Called on the thread that verifies or refreshes, so it must be
 * quick and thread-safe. What it throws is logged and otherwise ignored. No event carries a token.
 */
public interface VerificationListener {

    /** A token was accepted. */
    default void accepted(VerifiedJwt jwt) {}

    /** A token was refused. */
    default void rejected(RejectionReason reason) {}

    /** A token could not be judged because the keys of an issuer could not be had. */
    default void keysUnavailable() {}

    /** A key set was fetched. */
    default void keysRefreshed(KeysStatus status) {}

    /** Fetching a key set failed; {@link KeysStatus#state()} says whether the old keys are still used. */
    default void keysRefreshFailed(KeysStatus status) {}
}
