package io.github.jotguard.spring.security;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.ProofOfPossession;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopRejection;
import io.github.jotguard.dpop.DpopVerifier;

/**
 * Verifies a token in a chain of Spring MVC, which verifies the proofs itself.
 *
 * <p>Internal: may change without notice.
 *
 * @param proofs the proofs that Spring Security checks of the current request
 * @param mode with {@link DpopMode#REQUIRE}, tokens that the chain takes without a proof are rejected
 */
public record ServletTokenVerification(JwtVerifier verifier, ProofOfPossession proofs, DpopMode mode)
        implements TokenVerification {

    private static final String DPOP_KEY = "jkt";

    @Override
    public VerifiedJwt verify(String token) throws BearerErrorException {
        VerifiedJwt jwt = verifier.verify(token, proofs);
        if (mode == DpopMode.REQUIRE && !(DpopVerifier.isBound(jwt) && proofs.covers(DPOP_KEY, ""))) {
            throw new BearerErrorException(BearerError.rejected(DpopRejection.NOT_BOUND));
        }
        return jwt;
    }
}
