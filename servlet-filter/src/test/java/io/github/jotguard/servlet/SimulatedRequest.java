package io.github.jotguard.servlet;

import io.github.jotguard.servlet.RequestScenario.Step;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as a container shows it to the filters of one dispatch. An included one keeps the path of the page that includes it, and names
 * its own in attributes (Servlet 6.0 §9.3.1). What a filter has no business with fails.
 */
final class SimulatedRequest extends HttpServletRequestWrapper {

    private static final HttpServletRequest NONE = (HttpServletRequest) Proxy.newProxyInstance(
            SimulatedRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) -> {
                throw new UnsupportedOperationException(called.getName());
            });

    private final RequestScenario scenario;
    private final Exchange exchange;
    private final DispatcherType type;
    private final HttpServletRequest parent;
    private final boolean isFirst;
    private final String context;
    private final String uri;
    private final String servletPath;
    private final String pathInfo;

    private SimulatedRequest(
            RequestScenario scenario,
            Exchange exchange,
            DispatcherType type,
            HttpServletRequest parent,
            boolean isFirst,
            Step step) {
        super(parent);
        this.scenario = scenario;
        this.exchange = exchange;
        this.type = type;
        this.parent = parent;
        this.isFirst = isFirst;
        String path = step.path();
        String mapped = step.mapped();
        int at = path.length() % (mapped.length() + 1);
        this.context = scenario.context();
        this.uri = path.startsWith("/") ? context + path : path;
        this.servletPath = mapped.substring(0, at);
        this.pathInfo = mapped.substring(at);
    }

    static SimulatedRequest first(RequestScenario scenario, Exchange exchange) {
        return new SimulatedRequest(scenario, exchange, DispatcherType.REQUEST, NONE, true, scenario.request());
    }

    /** The request that the page was called with, as the next page of a dispatch sees it. */
    SimulatedRequest dispatched(DispatcherType as, HttpServletRequest ofThePage, Step step) {
        return new SimulatedRequest(scenario, exchange, as, ofThePage, false, step);
    }

    /** The state that all dispatches of a request share. */
    static final class Exchange {
        private final Map<String, Object> attributes = new HashMap<>();
        boolean isAsyncStarted;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return type;
    }

    @Override
    public boolean isAsyncStarted() {
        return exchange.isAsyncStarted;
    }

    @Override
    public String getMethod() {
        return scenario.method();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(scenario.values(name));
    }

    @Override
    public String getHeader(String name) {
        List<String> values = scenario.values(name);
        return values.isEmpty() ? null : values.get(0);
    }

    @Override
    public String getContextPath() {
        return isIncluded() ? parent.getContextPath() : context;
    }

    @Override
    public String getRequestURI() {
        return isIncluded() ? parent.getRequestURI() : uri;
    }

    @Override
    public String getServletPath() {
        return isIncluded() ? parent.getServletPath() : servletPath;
    }

    @Override
    public String getPathInfo() {
        return isIncluded() ? parent.getPathInfo() : pathInfo;
    }

    @Override
    public Object getAttribute(String name) {
        if (isIncluded()) {
            switch (name) {
                case RequestDispatcher.INCLUDE_REQUEST_URI:
                    return uri;
                case RequestDispatcher.INCLUDE_CONTEXT_PATH:
                    return context;
                case RequestDispatcher.INCLUDE_SERVLET_PATH:
                    return servletPath;
                case RequestDispatcher.INCLUDE_PATH_INFO:
                    return pathInfo;
                default:
                    break;
            }
        }
        return isFirst ? exchange.attributes.get(name) : parent.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        exchange.attributes.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        exchange.attributes.remove(name);
    }

    /** The container itself knows no caller. */
    @Override
    public Principal getUserPrincipal() {
        return isFirst ? null : parent.getUserPrincipal();
    }

    private boolean isIncluded() {
        return type == DispatcherType.INCLUDE;
    }
}
