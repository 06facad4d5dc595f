package io.github.jotguard.example.cases.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps answers out of caches, where the next user could find them, and browsers from guessing types. Comes first, so
 * that rejections have the headers too.
 */
@Component
@Order(AnswerHeadersFilter.ORDER)
final class AnswerHeadersFilter extends OncePerRequestFilter {

    /** Before Jotguard's filters, which have -101 and -100. */
    static final int ORDER = -200;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (request.getRequestURI().startsWith("/api/")) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.addHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        }
        chain.doFilter(request, response);
    }
}
