package io.github.jotguard.spring.servlet;

import io.github.jotguard.logging.Interrupts;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Applies the CORS settings of the application before the token is checked. These are its {@link CorsFilter} beans, and
 * the combination by Spring MVC of the global settings and {@code @CrossOrigin}. They themselves come after this
 * filter, too late for a rejection: a browser would hide the 401 from the page and report a CORS error.
 *
 * <p>Responds to a preflight (Fetch §3.2.2) by the same settings with Spring's {@code CorsProcessor}. Does not pass it
 * on: a browser sends it without a token, so it must not reach the application. Without settings for it, it is a
 * request like every other.
 *
 * <p>Internal: may change without notice.
 */
public final class CorsErrorFilter implements Filter {

    private final boolean takesDpop;
    private final Supplier<List<CorsFilter>> filters;
    private final Supplier<List<HandlerMapping>> mappings;

    /**
     * Creates the filter.
     *
     * @param takesDpop whether pages that are allowed to call may send the header {@code DPoP}, and read what RFC 9449
     *     responds with
     */
    public CorsErrorFilter(
            boolean takesDpop, Supplier<List<CorsFilter>> filters, Supplier<List<HandlerMapping>> mappings) {
        this.takesDpop = takesDpop;
        this.filters = filters;
        this.mappings = mappings;
    }

    /** Returns whether pages may send the header {@code DPoP}. */
    public boolean takesDpop() {
        return takesDpop;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest httpRequest && httpRequest.getHeader(HttpHeaders.ORIGIN) != null) {
            HttpServletRequest seen = takesDpop && response instanceof HttpServletResponse httpResponse
                    ? DpopCors.prepare(httpRequest, httpResponse)
                    : httpRequest;
            filter(filters.get().iterator(), seen, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void filter(Iterator<CorsFilter> rest, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (rest.hasNext()) {
            rest.next().doFilter(request, response, (req, res) -> filter(rest, req, res, chain));
        } else if (!respondsByMapping((HttpServletRequest) request, (HttpServletResponse) response)) {
            chain.doFilter(request, response);
        }
    }

    private boolean respondsByMapping(HttpServletRequest request, HttpServletResponse response) {
        HttpServletRequest look = new LookedAt(request);
        try {
            ServletRequestPathUtils.parseAndCache(look);
            HandlerExecutionChain handler = handler(look);
            return handler != null
                    && (CorsUtils.isPreFlightRequest(request)
                            ? respondsToPreflight(handler.getHandler(), look, response)
                            : !isAllowed(handler, look, response));
        } catch (Exception springMvcMeetsItToo) {
            Interrupts.keep(springMvcMeetsItToo);
            return false;
        }
    }

    /** Calls only the handler that Spring MVC puts in the place of the application's handler for a preflight. */
    private static boolean respondsToPreflight(Object handler, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (handler instanceof PreFlightRequestHandler preflight) {
            preflight.handlePreFlight(request, response);
            // Spring Framework 7 leaves one alone for which there are no settings
            return response.getStatus() != HttpServletResponse.SC_OK
                    || response.getHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN) != null;
        }
        return false;
    }

    private @Nullable HandlerExecutionChain handler(HttpServletRequest request) throws Exception {
        for (HandlerMapping mapping : mappings.get()) {
            HandlerExecutionChain handler = mapping.getHandler(request);
            if (handler != null) {
                return handler;
            }
        }
        return null;
    }

    /**
     * Calls the interceptor that Spring MVC puts before a handler that has CORS settings, with all of them combined.
     */
    private static boolean isAllowed(
            HandlerExecutionChain handler, HttpServletRequest request, HttpServletResponse response) throws Exception {
        for (HandlerInterceptor interceptor : handler.getInterceptorList()) {
            if (interceptor instanceof CorsConfigurationSource) {
                return interceptor.preHandle(request, response, handler.getHandler());
            }
        }
        return true;
    }

    /** A request that keeps to itself the attributes that the search for a handler sets. */
    private static final class LookedAt extends HttpServletRequestWrapper {

        private final Map<String, @Nullable Object> attributes = new HashMap<>();

        private LookedAt(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return attributes.containsKey(name) ? attributes.get(name) : super.getAttribute(name);
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            attributes.put(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            attributes.put(name, null);
        }
    }
}
