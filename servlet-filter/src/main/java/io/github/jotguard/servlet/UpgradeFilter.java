package io.github.jotguard.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests for another protocol, such as WebSocket, to the {@link BearerTokenFilter}s of the application before
 * any filter can upgrade them. All other requests pass unchanged, so the order of filters stays as declared. Exceptions:
 * a request gets 503 if the container left out a {@code BearerTokenFilter} that is declared for its path, and a request
 * for the metadata of a resource goes to the filter of that resource alone.
 */
final class UpgradeFilter implements Filter {

    private static final String ACTIVE = UpgradeFilter.class.getName() + ".active";
    private static final String BEHIND = UpgradeFilter.class.getName() + ".behind";
    private static final String HTTP_2 = "h2c";

    private final ServletContext context;
    private final DeclaredFilters declared;

    UpgradeFilter(ServletContext context) {
        this.context = context;
        this.declared = new DeclaredFilters(context);
    }

    /** Records that this filter comes before those that are registered now. */
    static void standsBefore(Iterable<String> filters, ServletContext context) {
        List<String> names = new ArrayList<>();
        filters.forEach(names::add);
        context.setAttribute(BEHIND, List.copyOf(names));
    }

    @SuppressWarnings("unchecked") // set above
    static List<String> filtersBehindIt(ServletContext context) {
        return context.getAttribute(BEHIND) instanceof List<?> names ? (List<String>) names : List.of();
    }

    /** Adds a filter that decides about upgrades on the paths it is mapped to. */
    static void activate(Filter filter, UrlPatterns patterns, ServletContext context) {
        synchronized (UpgradeFilter.class) {
            Map<Filter, UrlPatterns> active = active(context);
            if (active == null) {
                active = new ConcurrentHashMap<>();
                context.setAttribute(ACTIVE, active);
            }
            active.put(filter, patterns);
        }
    }

    @SuppressWarnings("unchecked") // set above
    private static @Nullable Map<Filter, UrlPatterns> active(ServletContext context) {
        return (Map<Filter, UrlPatterns>) context.getAttribute(ACTIVE);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Map<Filter, UrlPatterns> active = active(context);
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse httpResponse
                && declared.isOneLeftOut(http)) {
            StartupFailure.respond(http, httpResponse);
        } else if (active != null
                && request instanceof HttpServletRequest http
                && serveMetadata(active, http, response)) {
            return;
        } else if (active != null && request instanceof HttpServletRequest http && isUpgrade(http)) {
            Iterator<Filter> responsible = active.entrySet().stream()
                    .filter(entry -> entry.getValue().match(http))
                    .map(Map.Entry::getKey)
                    .iterator();
            passAll(responsible, request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /**
     * Lets a filter serve the metadata of its resource (RFC 9728 §3.1). They are outside of the paths that the filter
     * is mapped to, unless that is every path.
     *
     * @return whether the request is for the metadata of a filter
     */
    private static boolean serveMetadata(
            Map<Filter, UrlPatterns> active, HttpServletRequest request, ServletResponse response)
            throws IOException, ServletException {
        for (Filter filter : active.keySet()) {
            if (filter instanceof BearerTokenFilter ours && ours.servesMetadata(request)) {
                ours.doFilter(request, response, (req, res) -> {});
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a request is an upgrade to another protocol: by header in HTTP/1.1 (RFC 9110 §7.8), by method in
     * later versions (RFC 8441). An offer of HTTP/2 alone is no upgrade: HTTP clients send it with ordinary requests,
     * and the container handles it before any filter.
     */
    static boolean isUpgrade(HttpServletRequest request) {
        if ("CONNECT".equals(request.getMethod())) {
            return true;
        }
        Enumeration<String> offers = request.getHeaders("Upgrade");
        while (offers != null && offers.hasMoreElements()) {
            if (!HTTP_2.equalsIgnoreCase(offers.nextElement().strip())) {
                return true;
            }
        }
        return false;
    }

    private static void passAll(
            Iterator<Filter> rest, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (rest.hasNext()) {
            rest.next().doFilter(request, response, (req, res) -> passAll(rest, req, res, chain));
        } else {
            chain.doFilter(request, response);
        }
    }
}
