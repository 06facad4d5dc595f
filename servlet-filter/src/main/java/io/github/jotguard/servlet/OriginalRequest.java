package io.github.jotguard.servlet;

import io.github.jotguard.dpop.RecordedProofs;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as the client sent it, whatever it is dispatched to. It is kept in an attribute that all filters share, so
 * that a proof is recorded once for a request.
 *
 * @param uri absolute, with the scheme, host and port that the container reports
 */
record OriginalRequest(String method, String uri, RecordedProofs recordedProofs) {

    private static final String ATTRIBUTE = OriginalRequest.class.getName();

    /** Returns the kept request, or keeps this one, which a filter must do before anything is dispatched. */
    static OriginalRequest of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof OriginalRequest kept) {
            return kept;
        }
        OriginalRequest original =
                new OriginalRequest(request.getMethod(), origin(request) + path(request), new RecordedProofs());
        request.setAttribute(ATTRIBUTE, original);
        return original;
    }

    private static String origin(HttpServletRequest request) {
        String host = request.getServerName();
        boolean isAddress = host.indexOf(':') >= 0 && !host.startsWith("[");
        return request.getScheme() + "://" + (isAddress ? "[" + host + "]" : host) + ":" + request.getServerPort();
    }

    /** Returns the path of the client. Where our filter is not mapped to it, the container names it in an attribute. */
    private static String path(HttpServletRequest request) {
        DispatcherType type = request.getDispatcherType();
        String forwarded = attribute(request, RequestDispatcher.FORWARD_REQUEST_URI);
        String dispatched = attribute(request, AsyncContext.ASYNC_REQUEST_URI);
        if (type == DispatcherType.ASYNC && dispatched != null) {
            return dispatched;
        }
        return type != DispatcherType.REQUEST && forwarded != null ? forwarded : request.getRequestURI();
    }

    private static @Nullable String attribute(HttpServletRequest request, String name) {
        return request.getAttribute(name) instanceof String text ? text : null;
    }
}
