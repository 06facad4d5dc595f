package io.github.jotguard.jwk;

import io.github.jotguard.json.MalformedTextException;

/** Thrown if a text is not a JWK Set (RFC 7517 §5). The message shows nothing of it. */
public final class MalformedJwkSetException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    MalformedJwkSetException(String message) {
        super(message);
    }

    MalformedJwkSetException(String message, MalformedTextException cause) {
        super(message, cause);
    }
}
