package io.github.jotguard.servlet;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.servlet.RequestScenario.Step;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes one request through filters, as a servlet container does, and through an application that dispatches as the scenario says. Every
 * page of the application that runs is recorded.
 */
final class SimulatedContainer {

    /** A page that ran, or a WebSocket endpoint that answered in its place. */
    record Execution(
            DispatcherType type, Step step, @Nullable Step errorPage, boolean namesACaller) {}

    private final Filter beforeUpgrades;
    private final Filter guard;
    private final RequestScenario scenario;
    private final SimulatedRequest.Exchange exchange = new SimulatedRequest.Exchange();
    private final SimulatedRequest first;
    private final SimulatedResponse response = new SimulatedResponse();
    private final List<Execution> executions = new ArrayList<>();
    private int dispatches;
    private int cursor;
    private @Nullable HttpServletRequest asyncRequest;
    private @Nullable Step errorPage;

    /**
     * @param beforeUpgrades stands before the container's own filter for WebSocket, for requests alone
     * @param guard stands behind that one, for all dispatcher types
     */
    SimulatedContainer(Filter beforeUpgrades, Filter guard, RequestScenario scenario) {
        this.beforeUpgrades = beforeUpgrades;
        this.guard = guard;
        this.scenario = scenario;
        this.first = SimulatedRequest.first(scenario, exchange);
    }

    List<Execution> executions() {
        return executions;
    }

    /** Returns the number of pages that were dispatched to, including those that did not run. */
    int dispatches() {
        return dispatches;
    }

    int status() {
        return response.getStatus();
    }

    /** The request, and what the container dispatches by itself after it. */
    SimulatedContainer run() {
        try {
            request();
            while (cursor < scenario.steps().size()) {
                follow(scenario.steps().get(cursor++));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (ServletException failure) {
            throw new IllegalStateException(failure);
        }
        return this;
    }

    private void request() throws IOException, ServletException {
        dispatches++;
        Step step = scenario.request();
        beforeUpgrades.doFilter(first, response, (request, unused) -> {
            if (isUpgrade()) {
                record(DispatcherType.REQUEST, request, step);
            } else {
                guard.doFilter(request, response, (inner, same) -> page(DispatcherType.REQUEST, inner, step));
            }
        });
    }

    /** Returns whether a container upgrades the request: by header (RFC 6455 §4.2.1), or by method (RFC 8441 §4). */
    private boolean isUpgrade() {
        return scenario.values("upgrade").stream().anyMatch("websocket"::equalsIgnoreCase)
                || scenario.method().equals("CONNECT");
    }

    private void follow(Step step) throws IOException, ServletException {
        HttpServletRequest async = asyncRequest;
        switch (step.kind()) {
            case 'S' -> {
                asyncRequest = null;
                exchange.isAsyncStarted = false;
                if (async != null) {
                    dispatch(DispatcherType.ASYNC, async, step);
                }
            }
            case 'T' -> {
                if (async != null) {
                    dispatch(DispatcherType.FORWARD, async, step);
                }
            }
            case 'E' -> {
                asyncRequest = null;
                exchange.isAsyncStarted = false;
                renderErrorPage(DispatcherType.ERROR, step);
            }
            case 'P' -> {
                if (!exchange.isAsyncStarted) {
                    renderErrorPage(DispatcherType.FORWARD, step);
                }
            }
            default -> {
                // the page that would do it did not run
            }
        }
    }

    private void renderErrorPage(DispatcherType type, Step step) throws IOException, ServletException {
        if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST) {
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
        first.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, response.getStatus());
        errorPage = step;
        dispatch(type, first, step);
        errorPage = null;
    }

    private void dispatch(DispatcherType type, HttpServletRequest from, Step step)
            throws IOException, ServletException {
        dispatches++;
        SimulatedRequest request = first.dispatched(type, from, step);
        guard.doFilter(request, response, (inner, same) -> page(type, inner, step));
    }

    private void record(DispatcherType type, ServletRequest request, Step step) {
        boolean namesACaller = request.getAttribute(VerifiedJwt.class.getName()) != null
                || ((HttpServletRequest) request).getUserPrincipal() != null;
        executions.add(new Execution(type, step, errorPage, namesACaller));
    }

    private void page(DispatcherType type, ServletRequest request, Step step) throws IOException, ServletException {
        record(type, request, step);
        HttpServletRequest http = (HttpServletRequest) request;
        while (cursor < scenario.steps().size()) {
            Step next = scenario.steps().get(cursor);
            switch (next.kind()) {
                case 'F' -> nested(DispatcherType.FORWARD, http, next);
                case 'I' -> nested(DispatcherType.INCLUDE, http, next);
                case 'N' -> nested(DispatcherType.FORWARD, http, step);
                case 'X' -> pretendAnError(http);
                case 'B' -> {
                    cursor++;
                    return;
                }
                case 'S', 'T' -> {
                    startAsync(http);
                    return;
                }
                default -> {
                    return;
                }
            }
        }
    }

    private void nested(DispatcherType type, HttpServletRequest request, Step step)
            throws IOException, ServletException {
        cursor++;
        dispatch(type, request, step);
    }

    private void pretendAnError(HttpServletRequest request) {
        cursor++;
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, HttpServletResponse.SC_NOT_FOUND);
    }

    /** The innermost page that is at work begins, and the others return. */
    private void startAsync(HttpServletRequest request) {
        exchange.isAsyncStarted = true;
        if (asyncRequest == null) {
            asyncRequest = request;
        }
    }
}
