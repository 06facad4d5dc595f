package io.github.jotguard.spring.security;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.problem.Causes;
import io.github.jotguard.spring.problem.ServletProblems;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationServiceException;

/**
 * Responds with 503 if Spring Security lets an {@link AuthenticationServiceException} through to the container, which
 * would respond with 500. This happens if a token cannot be verified, most often because its keys are unavailable.
 * Leaves every other exception alone.
 *
 * <p>Internal: may change without notice.
 */
public final class KeysUnavailableFilter implements Filter {

    private final ServletProblems problems;

    public KeysUnavailableFilter(ServletProblems problems) {
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException failure) {
            BearerError problem = Causes.unavailability(failure);
            if (problem == null
                    || response.isCommitted()
                    || !(request instanceof HttpServletRequest httpRequest)
                    || !(response instanceof HttpServletResponse httpResponse)) {
                throw failure;
            }
            problems.send(problem, httpRequest, httpResponse);
        }
    }
}
