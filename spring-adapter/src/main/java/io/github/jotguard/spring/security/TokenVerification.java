package io.github.jotguard.spring.security;

import io.github.jotguard.JwtVerificationException;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerErrorException;

/**
 * Verifies a token with the proofs of possession that its request came with.
 *
 * <p>Internal: may change without notice.
 */
@FunctionalInterface
public interface TokenVerification {

    /**
     * Verifies a token.
     *
     * @throws BearerErrorException if the request is rejected
     * @throws JwtVerificationException if the token is rejected, or its keys are unavailable
     */
    VerifiedJwt verify(String token) throws BearerErrorException;
}
