package io.github.jotguard.spring;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.RejectionReason;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Lets Spring Security take the verdict of a {@link JwtVerifier}. The message of an exception may become {@code error_description}, so it
 * is a fixed one.
 */
final class VerifyingJwtDecoder implements JwtDecoder {

    private final JwtVerifier verifier;

    VerifyingJwtDecoder(JwtVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * @throws BadJwtException if the token is refused: 401
     * @throws JwtException if that cannot be told: 503
     */
    @Override
    public Jwt decode(String token) {
        try {
            return VerifiedSpringJwt.of(token, verifier.verify(token));
        } catch (JwtRejectedException rejected) {
            throw new BadJwtException(rejected.reason().description(), rejected);
        } catch (KeysUnavailableException unavailable) {
            throw new JwtException("The keys to verify the token with cannot be had at the moment", unavailable);
        } catch (IllegalArgumentException notForSpring) {
            throw new BadJwtException(RejectionReason.MALFORMED.description(), notForSpring);
        }
    }
}
