package io.github.jotguard.servlet;

import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.SafeLogging;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs at startup the paths that a filter protects, and warns of unprotected ones. A report never stops the startup.
 */
final class FilterReport {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SERVLET);
    private static final String EVERYTHING = "/*";
    /**
     * Jetty's filter, in each of its environments. Jetty puts it before all other filters, and it upgrades without
     * calling those behind it.
     */
    private static final String JETTY_UPGRADE_FILTER = ".WebSocketUpgradeFilter";

    private static final String REPORTED = DeclaredFilters.FILTER_CLASS + ".reported";

    private FilterReport() {}

    static void log(FilterConfig config, RequestGuard guard, boolean withInfo) {
        ServletContext context = config.getServletContext();
        attempt(() -> logProtection(config, guard, withInfo));
        attempt(() -> MetadataReport.log(config, guard.metadata()));
        attempt(() -> warnOnce(context));
        attempt(() -> warnOfContextPath(config.getFilterName(), context.getContextPath(), guard.paths()));
    }

    /** Runs a part of the report. Key sources, containers and loggers are foreign code, and the other parts follow. */
    private static void attempt(Runnable part) {
        try {
            part.run();
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            SafeLogging.run(() -> LOG.debug(
                    "A part of the startup report failed: {}",
                    failure.getClass().getName()));
        }
    }

    private static void logProtection(FilterConfig config, RequestGuard guard, boolean withInfo) {
        if (withInfo && LOG.isInfoEnabled()) {
            LOG.info("Filter \"{}\": {}", config.getFilterName(), guard.description());
        }
    }

    private static void warnOnce(ServletContext context) {
        Map<String, ? extends FilterRegistration> registrations = context.getFilterRegistrations();
        if (registrations != null && context.getAttribute(REPORTED) == null) {
            context.setAttribute(REPORTED, true);
            attempt(() -> warnOfUnprotectedPaths(registrations));
            attempt(() -> warnOfUpgrades(registrations, context));
        }
    }

    /** Warns of rules that were probably written with the context path, so that they match other paths than meant. */
    private static void warnOfContextPath(String filter, @Nullable String contextPath, PathRules paths) {
        if (contextPath == null || contextPath.isEmpty()) {
            return;
        }
        Collection<String> below = paths.patternsBelow(contextPath);
        if (!below.isEmpty()) {
            LOG.warn(
                    "Filter \"{}\": the paths {} begin with the context path {}, but paths are written without it, so"
                            + " these match nothing outside of {}{}. Remove {} from them, unless you mean that.",
                    filter,
                    below,
                    contextPath,
                    contextPath,
                    contextPath,
                    contextPath);
        }
    }

    /**
     * Warns of paths without a filter. All our filters of the application count together. Dispatcher types cannot be
     * seen.
     */
    private static void warnOfUnprotectedPaths(Map<String, ? extends FilterRegistration> registrations) {
        Map<String, Collection<String>> mappings = new TreeMap<>();
        registrations.forEach((name, registration) -> {
            if (DeclaredFilters.isOurs(registration)) {
                mappings.put(name, new TreeSet<>(registration.getUrlPatternMappings()));
            }
        });
        if (!mappings.isEmpty() && mappings.values().stream().noneMatch(patterns -> patterns.contains(EVERYTHING))) {
            LOG.warn(
                    "Some paths of the application need no token: no BearerTokenFilter is mapped to /*, only {}."
                            + " Map one to /*, and open paths with exclude.",
                    mappings);
        }
    }

    private static void warnOfUpgrades(
            Map<String, ? extends FilterRegistration> registrations, ServletContext context) {
        List<String> before = UpgradeFilter.filtersBehindIt(context);
        registrations.forEach((name, registration) -> {
            if (String.valueOf(registration.getClassName()).endsWith(JETTY_UPGRADE_FILTER) && !before.contains(name)) {
                LOG.warn(
                        "WebSocket endpoints may need no token: the filter \"{}\" may upgrade requests before this"
                                + " filter sees them. Declare that filter behind this one, see"
                                + " docs/servlet-containers.md.",
                        name);
            }
        });
    }
}
