package io.github.jotguard.spring.servlet;

import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.core.ResolvableType;

/**
 * Registrations of servlet filters.
 *
 * <p>Internal: may change without notice.
 */
public final class FilterRegistrations {

    /** The pattern for every path in a mapping of a servlet or a filter. */
    public static final String EVERYTHING = "/*";

    private static final String SERVLET = "servlet ";

    private FilterRegistrations() {}

    /** Returns all registrations, in their order. */
    public static Stream<AbstractFilterRegistrationBean<?>> of(ListableBeanFactory beans) {
        ObjectProvider<AbstractFilterRegistrationBean<?>> registrations =
                beans.getBeanProvider(ResolvableType.forClass(AbstractFilterRegistrationBean.class));
        return registrations.orderedStream();
    }

    /**
     * Returns the filters of a type that are beans, and that Spring Boot maps to every path because no registration
     * names them.
     */
    public static <T extends Filter> Stream<T> notRegistered(ListableBeanFactory beans, Class<T> type) {
        List<AbstractFilterRegistrationBean<?>> registrations = of(beans).toList();
        return beans.getBeanProvider(type).orderedStream().filter(filter -> registrations.stream()
                .noneMatch(registration -> registration.getFilter() == filter));
    }

    /** Returns whether the filter is mapped to every path, as one without any mapping is. */
    static boolean coversEverything(AbstractFilterRegistrationBean<?> registration) {
        if (!registration.isEnabled()) {
            return false;
        }
        boolean isMappedToNothing = registration.getUrlPatterns().isEmpty()
                && registration.getServletNames().isEmpty()
                && registration.getServletRegistrationBeans().isEmpty();
        return isMappedToNothing || registration.getUrlPatterns().contains(EVERYTHING);
    }

    /**
     * Returns the paths that a {@link BearerTokenFilter} is mapped to, and {@code servlet NAME} for one that is mapped
     * to a servlet.
     */
    public static Set<String> bearerTokenPaths(ListableBeanFactory beans) {
        ServletContext server = beans.getBeanProvider(ServletContext.class).getIfAvailable();
        // a mocked server has no filters
        return server == null || server.getFilterRegistrations().isEmpty() ? pathsOfBeans(beans) : pathsIn(server);
    }

    private static Set<String> pathsOfBeans(ListableBeanFactory beans) {
        Set<String> paths = new TreeSet<>();
        of(beans)
                .filter(registration ->
                        registration.isEnabled() && registration.getFilter() instanceof BearerTokenFilter)
                .forEach(registration -> paths.addAll(paths(registration)));
        notRegistered(beans, BearerTokenFilter.class).forEach(filter -> paths.add(EVERYTHING));
        return paths;
    }

    private static Set<String> pathsIn(ServletContext server) {
        Set<String> paths = new TreeSet<>();
        server.getFilterRegistrations().values().stream()
                .filter(registration -> BearerTokenFilter.class.getName().equals(registration.getClassName()))
                .forEach(registration -> {
                    paths.addAll(registration.getUrlPatternMappings());
                    registration.getServletNameMappings().forEach(name -> paths.add(SERVLET + name));
                });
        return paths;
    }

    private static Set<String> paths(AbstractFilterRegistrationBean<?> registration) {
        if (coversEverything(registration)) {
            return Set.of(EVERYTHING);
        }
        Set<String> paths = new TreeSet<>(registration.getUrlPatterns());
        registration.getServletNames().forEach(name -> paths.add(SERVLET + name));
        registration.getServletRegistrationBeans().forEach(servlet -> paths.add(SERVLET + servlet.getServletName()));
        return paths;
    }
}
