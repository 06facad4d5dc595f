package io.github.jotguard.jwks;

import org.jspecify.annotations.Nullable;

/** A JWK that cannot be used for signatures. The message shows nothing of it. */
final class UnusableJwkException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableJwkException(@Nullable String message) {
        super(message);
    }
}
