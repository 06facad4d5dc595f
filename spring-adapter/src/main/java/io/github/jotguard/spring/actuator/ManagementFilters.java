package io.github.jotguard.spring.actuator;

import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.spring.security.KeysUnavailableFilter;
import io.github.jotguard.spring.servlet.CorsErrorFilter;
import io.github.jotguard.spring.servlet.FilterRegistrations;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Registers the application's filters of Jotguard with the web server of the actuator, mapped to the same paths.
 *
 * <p>Internal: may change without notice.
 */
public final class ManagementFilters implements ServletContextInitializer, Ordered {

    private final ApplicationContext management;

    public ManagementFilters(ApplicationContext management) {
        this.management = management;
    }

    /**
     * Returns the order before every other filter: none of the application's own is there, and its order is among
     * those.
     */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void onStartup(ServletContext server) throws ServletException {
        ApplicationContext application = management.getParent();
        if (application == null) {
            return;
        }
        List<FilterRegistrationBean<Filter>> copies = Stream.concat(
                        registrations(application).map(this::copy), unregistered(application))
                .sorted(Comparator.comparingInt(FilterRegistrationBean::getOrder))
                .toList();
        for (FilterRegistrationBean<Filter> copy : copies) {
            copy.onStartup(server);
        }
    }

    private static Stream<AbstractFilterRegistrationBean<?>> registrations(ListableBeanFactory beans) {
        return FilterRegistrations.of(beans)
                .filter(AbstractFilterRegistrationBean::isEnabled)
                .filter(registration -> isOurs(registration.getFilter()));
    }

    private static boolean isOurs(Filter filter) {
        return filter instanceof BearerTokenFilter
                || filter instanceof CorsErrorFilter
                || filter instanceof KeysUnavailableFilter;
    }

    private FilterRegistrationBean<Filter> copy(AbstractFilterRegistrationBean<?> registration) {
        Filter filter = registration.getFilter();
        FilterRegistrationBean<Filter> copy =
                registration(filter instanceof CorsErrorFilter cors ? cors(cors.takesDpop()) : filter);
        copy.setName(registration.getFilterName());
        copy.setUrlPatterns(registration.getUrlPatterns());
        copy.setOrder(registration.getOrder());
        return copy;
    }

    /** Returns the filters that are beans without a registration, which Spring Boot maps to every path. */
    private static Stream<FilterRegistrationBean<Filter>> unregistered(ListableBeanFactory beans) {
        return FilterRegistrations.notRegistered(beans, BearerTokenFilter.class).map(ManagementFilters::registration);
    }

    /** Registers a filter without its lifecycle, which belongs to the application: it starts and ends once. */
    private static FilterRegistrationBean<Filter> registration(Filter filter) {
        Filter shared = (request, response, chain) -> filter.doFilter(request, response, chain);
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(shared);
        registration.setName("jotguard");
        registration.setDispatcherTypes(BearerTokenFilter.dispatcherTypes());
        return registration;
    }

    /** Creates a filter from the settings of the actuator, {@code management.endpoints.web.cors}. */
    private CorsErrorFilter cors(boolean takesDpop) {
        return new CorsErrorFilter(
                takesDpop,
                List::of,
                SingletonSupplier.of(() -> management.getBeansOfType(HandlerMapping.class).values().stream()
                        .sorted(AnnotationAwareOrderComparator.INSTANCE)
                        .toList()));
    }
}
