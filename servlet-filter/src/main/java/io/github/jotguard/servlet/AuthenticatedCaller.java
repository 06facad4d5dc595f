package io.github.jotguard.servlet;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.AuthScheme;
import jakarta.servlet.ServletRequest;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request. A filter keeps it in an attribute of the request, for the dispatches that follow the first
 * one; no thread holds it. Each filter has its own attribute, because another filter may trust other issuers.
 */
record AuthenticatedCaller(VerifiedJwt jwt, AuthScheme scheme, Principal principal, Set<String> roles) {

    /** Rejects null, so that there is no caller without a verified token. */
    AuthenticatedCaller {
        requireNonNull(jwt, "jwt");
        requireNonNull(principal, "principal");
    }

    void keepIn(ServletRequest request, String attribute) {
        request.setAttribute(attribute, this);
        request.setAttribute(VerifiedJwt.class.getName(), jwt);
    }

    static @Nullable AuthenticatedCaller keptIn(ServletRequest request, String attribute) {
        return request.getAttribute(attribute) instanceof AuthenticatedCaller kept ? kept : null;
    }
}
