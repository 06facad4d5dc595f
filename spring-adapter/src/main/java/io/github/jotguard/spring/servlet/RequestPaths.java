package io.github.jotguard.spring.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the paths of a request as they were sent, below the context of the application. If a path does not begin with
 * the context as the server spells it, it is unknown where it goes on, so the result can be read in more than one way.
 */
final class RequestPaths {

    private static final String EMPTY_SEGMENT = "/";

    private RequestPaths() {}

    static String below(HttpServletRequest request) {
        return below(request.getRequestURI(), request.getContextPath());
    }

    /** Returns all paths that a request leads to. There are two if a resource is included. */
    static String[] all(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.INCLUDE) {
            return new String[] {below(request)};
        }
        String included = below(
                text(request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI)),
                text(request.getAttribute(RequestDispatcher.INCLUDE_CONTEXT_PATH)));
        return new String[] {below(request), included};
    }

    private static @Nullable String text(@Nullable Object attribute) {
        return attribute instanceof String text ? text : null;
    }

    private static String below(@Nullable String uri, @Nullable String context) {
        String path = uri == null ? "" : uri;
        if (context == null || context.isEmpty()) {
            return path;
        }
        return path.startsWith(context) ? path.substring(context.length()) : EMPTY_SEGMENT + path;
    }
}
