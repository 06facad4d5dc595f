package io.github.jotguard.jwk;

import org.jspecify.annotations.Nullable;

/** Thrown if a JWK cannot be used to verify signatures. The message shows nothing of it. */
public final class UnusableJwkException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isBroken;

    /** Creates an exception for a key that is broken or must not be used, which its issuer should repair. */
    UnusableJwkException(@Nullable String message) {
        this(message, true);
    }

    private UnusableJwkException(@Nullable String message, boolean isBroken) {
        super(message);
        this.isBroken = isBroken;
    }

    /**
     * Returns an exception for a valid key of another use or of a type that is not supported, which is ignored
     * (RFC 7517 §5).
     */
    static UnusableJwkException notMeantForUs(String message) {
        return new UnusableJwkException(message, false);
    }

    /** Returns whether the issuer should repair the key. */
    boolean isBroken() {
        return isBroken;
    }
}
