package io.github.jotguard.servlet;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;

/** A request whose caller is known from the token and from nothing else. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

    private static final String NO_ROLE = "*";
    private static final String ANY_AUTHENTICATED = "**";

    private final ServletResponse response;
    private final AuthenticatedCaller authentication;

    AuthenticatedRequest(HttpServletRequest request, ServletResponse response, AuthenticatedCaller authentication) {
        super(request);
        this.response = response;
        this.authentication = requireNonNull(authentication, "authentication");
    }

    @Override
    public Principal getUserPrincipal() {
        return authentication.principal();
    }

    @Override
    public String getRemoteUser() {
        return authentication.principal().getName();
    }

    @Override
    public String getAuthType() {
        return authentication.scheme().text();
    }

    /** The special names are those of Servlet 6.0 §13.3. */
    @Override
    public boolean isUserInRole(String role) {
        if (NO_ROLE.equals(role)) {
            return false;
        }
        return ANY_AUTHENTICATED.equals(role) || authentication.roles().contains(role);
    }

    /** Returns true, because the caller is authenticated already. */
    @Override
    public boolean authenticate(HttpServletResponse unused) {
        return true;
    }

    /**
     * Starts with this wrapper, because the container would otherwise start with the wrapped request, without the
     * caller.
     */
    @Override
    public AsyncContext startAsync() {
        return getRequest().startAsync(this, response);
    }
}
