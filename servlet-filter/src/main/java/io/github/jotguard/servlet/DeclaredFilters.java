package io.github.jotguard.servlet;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@link BearerTokenFilter}s that an application declares, and the ones among them that the container has
 * initialized. A container may leave out a filter whose class it cannot load or inspect, and serve the application
 * without it.
 */
final class DeclaredFilters {

    /** The class name of our filters, which is the name of their logger too. */
    static final String FILTER_CLASS = BearerTokenFilter.class.getName();

    private static final String INITIALIZED = DeclaredFilters.class.getName() + ".initialized";

    private final ServletContext context;
    private volatile boolean isComplete;

    DeclaredFilters(ServletContext context) {
        this.context = context;
    }

    static void markInitialized(String name, ServletContext context) {
        synchronized (DeclaredFilters.class) {
            Set<Object> names = ConcurrentHashMap.newKeySet();
            names.addAll(initialized(context));
            names.add(name);
            context.setAttribute(INITIALIZED, names);
        }
    }

    private static Set<?> initialized(ServletContext context) {
        return context.getAttribute(INITIALIZED) instanceof Set<?> names ? names : Set.of();
    }

    /**
     * Returns whether the container left out a filter that is mapped to the path of the request. A container may
     * initialize filters of other paths later.
     */
    boolean isOneLeftOut(HttpServletRequest request) {
        if (isComplete) {
            return false;
        }
        Set<?> initialized = initialized(context);
        boolean areAllInitialized = true;
        for (Map.Entry<String, ? extends FilterRegistration> declared :
                context.getFilterRegistrations().entrySet()) {
            if (isOurs(declared.getValue()) && !initialized.contains(declared.getKey())) {
                areAllInitialized = false;
                if (new UrlPatterns(declared.getValue().getUrlPatternMappings()).match(request)) {
                    return true;
                }
            }
        }
        isComplete = areAllInitialized;
        return false;
    }

    static boolean isOurs(FilterRegistration registration) {
        return FILTER_CLASS.equals(registration.getClassName());
    }
}
