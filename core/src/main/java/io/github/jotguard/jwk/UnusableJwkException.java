package io.github.jotguard.jwk;

import org.jspecify.annotations.Nullable;

/** A JWK that cannot be used to verify signatures. The message shows nothing of it. */
final class UnusableJwkException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isBroken;

    /** A key that is broken or must not be used, which its issuer should know. */
    UnusableJwkException(@Nullable String message) {
        this(message, true);
    }

    private UnusableJwkException(@Nullable String message, boolean isBroken) {
        super(message);
        this.isBroken = isBroken;
    }

    /** A sound key of another use, or of a type that is not supported: RFC 7517 §5 says to ignore it. */
    static UnusableJwkException notMeantForUs(String message) {
        return new UnusableJwkException(message, false);
    }

    /** Whether the issuer should mend the key. */
    boolean isBroken() {
        return isBroken;
    }
}
