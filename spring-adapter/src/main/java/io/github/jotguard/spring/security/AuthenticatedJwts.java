package io.github.jotguard.spring.security;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.caller.UnverifiedCallerException;
import io.github.jotguard.spring.problem.RequestRejectedException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/**
 * Finds the verified token of a caller that Spring Security has authenticated. Only a token that our decoder has
 * verified counts. A copy of it that went through a session is verified again; a token of any other decoder is an
 * error.
 *
 * <p>Internal: may change without notice.
 */
public final class AuthenticatedJwts {

    private final JwtVerifier verifier;
    private final Supplier<@Nullable MockJwtVerifier> mocks;

    /**
     * Creates the look-up.
     *
     * @param mocks returns null outside of tests
     */
    public AuthenticatedJwts(JwtVerifier verifier, Supplier<@Nullable MockJwtVerifier> mocks) {
        this.verifier = verifier;
        this.mocks = mocks;
    }

    /** Returns whether {@link #of} may wait for keys. */
    static boolean mayBlock(Authentication authentication) {
        return jwt(authentication) instanceof VerifiedSpringJwt ours && ours.verified() == null;
    }

    /**
     * Returns the token of a caller; empty if no caller is authenticated, or not by a JWT.
     *
     * @param authorization the header of the request, or null
     * @throws RequestRejectedException if the token is rejected, such as one that has expired in a session
     * @throws UnverifiedCallerException if another decoder has decoded it
     */
    public Optional<VerifiedJwt> of(@Nullable Authentication authentication, @Nullable String authorization) {
        if (authentication == null || !authentication.isAuthenticated()) {
            return Optional.empty();
        }
        return Optional.ofNullable(jwt(authentication)).map(jwt -> verified(jwt, authorization));
    }

    /** Finds the JWT of a caller. The principal comes last: Spring Security 7.1 puts a copy there. */
    private static @Nullable Jwt jwt(Authentication authentication) {
        if (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> bearer
                && bearer.getToken() instanceof Jwt jwt) {
            return jwt;
        }
        if (authentication.getCredentials() instanceof Jwt jwt) {
            return jwt;
        }
        return authentication.getPrincipal() instanceof Jwt jwt ? jwt : null;
    }

    private VerifiedJwt verified(Jwt jwt, @Nullable String authorization) {
        try {
            if (jwt instanceof VerifiedSpringJwt ours) {
                VerifiedJwt verdict = ours.verified();
                return verdict == null ? verifier.verify(ours.getTokenValue()) : verdict;
            }
            MockJwtVerifier mock = mocks.get();
            if (mock == null || cameWithRequest(jwt, authorization)) {
                throw UnverifiedCallerException.byForeignDecoder();
            }
            return mock.verify(jwt);
        } catch (JwtRejectedException rejected) {
            throw new RequestRejectedException(BearerError.rejected(rejected.reason()));
        } catch (KeysUnavailableException unavailable) {
            throw new RequestRejectedException(
                    BearerError.keysUnavailable(unavailable.retryAfter().orElse(null)));
        }
    }

    /**
     * Returns whether the token came with the request. A mock has no token in the request: one that has was decoded, in
     * a test as elsewhere.
     */
    private static boolean cameWithRequest(Jwt jwt, @Nullable String authorization) {
        return authorization != null && authorization.contains(jwt.getTokenValue());
    }
}
