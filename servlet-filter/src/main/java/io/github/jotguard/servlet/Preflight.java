package io.github.jotguard.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A CORS preflight (Fetch §3.2.2). Browsers send it without credentials, so it has to get through to what answers it; but whatever
 * else answers, such as a servlet that takes every method alike, can send no body with it.
 */
final class Preflight extends HttpServletRequestWrapper {

    private final BodilessResponse response;

    Preflight(HttpServletRequest request, BodilessResponse response) {
        super(request);
        this.response = response;
    }

    static boolean is(HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** The container would go on with the response below the wrapper, which takes a body. */
    @Override
    public AsyncContext startAsync() {
        return getRequest().startAsync(this, response);
    }
}
