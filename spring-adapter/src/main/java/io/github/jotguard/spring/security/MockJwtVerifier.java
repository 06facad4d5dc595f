package io.github.jotguard.spring.security;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.VerifiedJwt;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Verifies the mock tokens of {@code spring-security-test} ({@code jwt()}, {@code mockJwt()}), which no issuer has
 * signed. The artifact {@code jotguard-spring-test} adds one to each application context of a test; applications
 * neither implement nor use it. Must be thread-safe.
 *
 * <p>Internal: may change without notice.
 */
@FunctionalInterface
public interface MockJwtVerifier {

    /**
     * Verifies a mock token.
     *
     * @param mock a token that did not come with the request
     * @return the token as verified for tests
     * @throws JwtRejectedException if it has expired or is not valid yet
     */
    VerifiedJwt verify(Jwt mock) throws JwtRejectedException;
}
