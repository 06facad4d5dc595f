package io.github.jotguard.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Recognizes dispatches that render an error page, which needs no token. These are the error dispatch of the container,
 * and the forward of a filter before ours that renders error pages itself, such as Spring Boot's in a WAR file. Code
 * behind our filter cannot pass a forward off as one, because attributes of the request show that our filter is still
 * active.
 */
final class ErrorPages {

    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;
    private static final String VIEWS = "/WEB-INF/";

    private final String passedAttribute;
    private final String errorPageAttribute;

    ErrorPages(String passedAttribute, String errorPageAttribute) {
        this.passedAttribute = passedAttribute;
        this.errorPageAttribute = errorPageAttribute;
    }

    boolean isOne(HttpServletRequest request, HttpServletResponse response, List<Optional<String>> leadsTo) {
        Object rendered = request.getAttribute(errorPageAttribute);
        if (rendered != null) {
            Optional<String> path = leadsTo.get(leadsTo.size() - 1);
            return isView(path) || (path.isPresent() && rendered.equals(leadsTo));
        }
        DispatcherType type = request.getDispatcherType();
        return type == DispatcherType.ERROR
                || (type == DispatcherType.FORWARD && isForwardOfAFilter(request, response));
    }

    /**
     * Returns whether a path belongs to a view, which no client can request. Tomcat calls a forward of an error page an
     * error dispatch, too.
     */
    private static boolean isView(Optional<String> path) {
        return path.filter(canonical -> canonical.startsWith(VIEWS)).isPresent();
    }

    private boolean isForwardOfAFilter(HttpServletRequest request, HttpServletResponse response) {
        return request.getAttribute(passedAttribute) == null
                && !request.isAsyncStarted()
                && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                && status >= FIRST_ERROR
                && status <= LAST_ERROR
                && status == response.getStatus();
    }

    void render(HttpServletRequest request, List<Optional<String>> leadsTo, Step step)
            throws IOException, ServletException {
        with(errorPageAttribute, leadsTo, request, step);
    }

    /** Runs the rest of the chain behind our filter. */
    void pass(HttpServletRequest request, Step step) throws IOException, ServletException {
        with(passedAttribute, true, request, step);
    }

    private static void with(String attribute, Object value, HttpServletRequest request, Step step)
            throws IOException, ServletException {
        if (request.getAttribute(attribute) != null) {
            step.run();
            return;
        }
        request.setAttribute(attribute, value);
        try {
            step.run();
        } finally {
            request.removeAttribute(attribute);
        }
    }

    /** The rest of the filter chain. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, ServletException;
    }
}
