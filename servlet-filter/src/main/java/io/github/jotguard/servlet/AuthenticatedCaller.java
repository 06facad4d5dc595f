package io.github.jotguard.servlet;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedJwt;
import jakarta.servlet.ServletRequest;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a filter found out about the caller of a request. Kept in an attribute of the request, for the dispatches that follow the first
 * one; no thread holds it.
 *
 * @param guard who found it out: another filter, which may trust others, does not take it over
 */
record AuthenticatedCaller(RequestGuard guard, VerifiedJwt jwt, Principal principal, Set<String> roles) {

    /** Rejects null, so that there is no caller without a verified token. */
    AuthenticatedCaller {
        requireNonNull(guard, "guard");
        requireNonNull(jwt, "jwt");
        requireNonNull(principal, "principal");
    }

    void keepIn(ServletRequest request) {
        request.setAttribute(guard.attributeName(), this);
        request.setAttribute(VerifiedJwt.class.getName(), jwt);
    }

    static @Nullable AuthenticatedCaller keptIn(ServletRequest request, RequestGuard guard) {
        return request.getAttribute(guard.attributeName()) instanceof AuthenticatedCaller kept && kept.guard == guard
                ? kept
                : null;
    }
}
