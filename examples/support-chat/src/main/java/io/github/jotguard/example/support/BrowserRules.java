package io.github.jotguard.example.support;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Adds the headers for browsers: responses are data for one caller, and the pages of one origin, {@code FRONTEND_URL},
 * may read them (CORS). This filter responds to a preflight itself; one from any other origin gets no permission.
 */
public final class BrowserRules implements Filter {

    private static final String PREFLIGHT_SECONDS = "600";

    private final Optional<String> frontend = Setting.find("FRONTEND_URL");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        addSecurityHeaders(answer);
        boolean allowed = frontend.isPresent() && frontend.get().equals(http.getHeader("Origin"));
        if (allowed) {
            addPermission(frontend.get(), answer);
        }
        if (isPreflight(http)) {
            answerPreflight(allowed, answer);
            return;
        }
        chain.doFilter(request, response);
    }

    private static void addSecurityHeaders(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.addHeader("Vary", "Origin");
    }

    private static void addPermission(String origin, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.setHeader("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate");
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static void answerPreflight(boolean allowed, HttpServletResponse response) {
        response.setStatus(allowed ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_FORBIDDEN);
        if (allowed) {
            response.setHeader("Access-Control-Allow-Methods", "GET, POST");
            response.setHeader("Access-Control-Allow-Headers", "authorization, content-type");
            response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        }
    }
}
