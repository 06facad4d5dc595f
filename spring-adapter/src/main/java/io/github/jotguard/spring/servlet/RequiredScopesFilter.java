package io.github.jotguard.spring.servlet;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.problem.ServletProblems;
import io.github.jotguard.spring.settings.RequiredScopes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requires the scopes of the properties behind a chain of Spring Security, which has authenticated the caller. A path
 * with a rule of its own needs a caller with a token, also where the chain permits all. Without such properties it
 * passes every request on.
 *
 * <p>Internal: may change without notice.
 */
public final class RequiredScopesFilter implements Filter {

    private final CallerTokens tokens;
    private final RequiredScopes scopes;
    private final ServletProblems problems;

    public RequiredScopesFilter(CallerTokens tokens, RequiredScopes scopes, ServletProblems problems) {
        this.tokens = tokens;
        this.scopes = scopes;
        this.problems = problems;
    }

    /** Returns the dispatcher types to register it for: all except those of error pages. */
    public static EnumSet<DispatcherType> dispatcherTypes() {
        return EnumSet.complementOf(EnumSet.of(DispatcherType.ERROR));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (scopes.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if (!(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)) {
            throw new ServletException("RequiredScopesFilter can protect HTTP requests only");
        }
        BearerError problem = problem(httpRequest);
        if (problem == null) {
            chain.doFilter(request, response);
        } else if (httpRequest.getDispatcherType() != DispatcherType.INCLUDE) {
            problems.send(problem, httpRequest, httpResponse);
        }
    }

    /** Returns the cause of a rejection, or null if the request may pass. */
    private @Nullable BearerError problem(HttpServletRequest request) {
        String[] paths = RequestPaths.all(request);
        List<String> needed = scopes.needed(paths);
        if (needed.isEmpty()) {
            return null;
        }
        try {
            VerifiedJwt jwt = tokens.of(request).orElse(null);
            if (jwt == null) {
                return Stream.of(paths).anyMatch(scopes::hasRuleAt) ? BearerError.missingToken() : null;
            }
            return scopes.areIn(jwt, needed) ? null : BearerError.insufficientScope(needed);
        } catch (RequestRejectedException rejected) {
            return rejected.problem();
        }
    }
}
