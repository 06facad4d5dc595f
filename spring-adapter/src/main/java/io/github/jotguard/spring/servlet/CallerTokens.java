package io.github.jotguard.spring.servlet;

import io.github.jotguard.VerifiedJwt;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Finds the verified token of the caller of a servlet request.
 *
 * <p>Internal: may change without notice.
 */
@FunctionalInterface
public interface CallerTokens {

    /** Returns the token; empty for an anonymous request. */
    Optional<VerifiedJwt> of(HttpServletRequest request);
}
