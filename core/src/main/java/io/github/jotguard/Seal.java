package io.github.jotguard;

import org.jspecify.annotations.Nullable;

/**
 * The right to create a {@link VerifiedJwt} and {@link JwtClaims}. There is one genuine seal, compared by identity.
 * Frameworks that create objects from data can at most create another instance, which is rejected.
 */
final class Seal {

    static final Seal GENUINE = new Seal();

    private Seal() {}

    /**
     * Returns the genuine seal.
     *
     * @throws IllegalStateException if this is null or another one
     */
    static Seal require(@Nullable Seal seal) {
        if (seal != GENUINE) {
            throw new IllegalStateException("This token was not verified. Only a JwtVerifier creates a VerifiedJwt");
        }
        return GENUINE;
    }
}
