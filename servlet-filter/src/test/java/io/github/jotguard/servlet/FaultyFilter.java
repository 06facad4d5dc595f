package io.github.jotguard.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The filter with one fault each, which the fuzz target has to find. */
enum FaultyFilter {
    /** Is mapped to requests alone. */
    IS_NOT_ASKED_ABOUT_FORWARDS(passing(request -> request.getDispatcherType() == DispatcherType.FORWARD)),
    IS_NOT_ASKED_ABOUT_INCLUDES(passing(request -> request.getDispatcherType() == DispatcherType.INCLUDE)),
    IS_NOT_ASKED_ABOUT_ASYNC_DISPATCHES(passing(request -> request.getDispatcherType() == DispatcherType.ASYNC)),
    PASSES_PREFLIGHTS(passing(request -> request.getMethod().equals("OPTIONS")
            && request.getHeader("Origin") != null
            && request.getHeader("Access-Control-Request-Method") != null)),
    PASSES_HEAD(passing(request -> request.getMethod().equals("HEAD"))),
    PASSES_WHAT_COMES_FROM_THE_LOOPBACK(passing(request -> "127.0.0.1".equals(request.getHeader("X-Forwarded-For")))),
    EXCLUDES_BY_THE_RAW_PATH(passing(request -> request.getRequestURI().startsWith("/public/"))),
    EXCLUDES_BY_THE_MAPPED_PATH(
            passing(request -> (request.getServletPath() + request.getPathInfo()).startsWith("/public/"))),
    EXCLUDES_BY_A_HEADER(passing(request -> "/public/a".equals(request.getHeader("X-Original-URL")))),
    TAKES_THE_FIRST_OF_SEVERAL_CREDENTIALS(changing(FirstCredential::new)),
    JUDGES_AN_INCLUDE_BY_THE_PAGE_AROUND_IT(changing(PageAroundAnInclude::new)),
    TAKES_EVERY_FORWARD_WITH_A_STATUS_FOR_AN_ERROR_PAGE(
            passing(request -> request.getDispatcherType() == DispatcherType.FORWARD
                    && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null)),
    PASSES_WHATEVER_FOLLOWS_AN_ERROR(
            passing(request -> request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null)),
    REJECTS_FORWARDS((request, response, chain) -> {
        if (((HttpServletRequest) request).getDispatcherType() != DispatcherType.FORWARD) {
            FuzzTargets.FILTER.doFilter(request, response, chain);
        }
    }),
    DEMANDS_NO_SCOPE(FuzzTargets.REQUESTS.filterWithoutScopes().build()),
    STANDS_BEHIND_UPGRADES(FuzzTargets.FILTER) {
        @Override
        Filter beforeUpgrades() {
            return (request, response, chain) -> chain.doFilter(request, response);
        }
    };

    private final Filter guard;

    FaultyFilter(Filter guard) {
        this.guard = guard;
    }

    Filter guard() {
        return guard;
    }

    Filter beforeUpgrades() {
        return FuzzTargets.UPGRADES;
    }

    private static Filter passing(Predicate<HttpServletRequest> condition) {
        return (request, response, chain) -> {
            if (condition.test((HttpServletRequest) request)) {
                chain.doFilter(request, response);
            } else {
                FuzzTargets.FILTER.doFilter(request, response, chain);
            }
        };
    }

    private static Filter changing(UnaryOperator<HttpServletRequest> change) {
        return (request, response, chain) ->
                FuzzTargets.FILTER.doFilter(change.apply((HttpServletRequest) request), response, chain);
    }

    private static final class FirstCredential extends HttpServletRequestWrapper {
        FirstCredential(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            Enumeration<String> values = super.getHeaders(name);
            return values.hasMoreElements()
                    ? Collections.enumeration(List.of(values.nextElement()))
                    : Collections.emptyEnumeration();
        }
    }

    private static final class PageAroundAnInclude extends HttpServletRequestWrapper {
        PageAroundAnInclude(HttpServletRequest request) {
            super(request);
        }

        @Override
        public DispatcherType getDispatcherType() {
            DispatcherType type = super.getDispatcherType();
            return type == DispatcherType.INCLUDE ? DispatcherType.FORWARD : type;
        }
    }
}
