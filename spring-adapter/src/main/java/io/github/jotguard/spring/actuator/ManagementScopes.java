package io.github.jotguard.spring.actuator;

import io.github.jotguard.spring.servlet.FilterRegistrations;
import io.github.jotguard.spring.servlet.RequiredScopesFilter;
import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;

/**
 * The registration of the filter for required scopes with the web server of the actuator, behind Spring Security's
 * chain, which Spring Boot registers there too.
 *
 * <p>Internal: may change without notice.
 */
public final class ManagementScopes {

    private static final String NAME = "jotguardRequiredScopes";

    private ManagementScopes() {}

    /**
     * Returns a registration in the order of that of the application. It is disabled if the application has another bean
     * in place of that. Spring Boot sorts it among those of other filters, unlike other initializers, which come before
     * all filters.
     *
     * @param management the context of the actuator
     */
    public static FilterRegistrationBean<Filter> registration(ApplicationContext management) {
        ApplicationContext application = management.getParent();
        return application == null
                ? disabled()
                : FilterRegistrations.of(application)
                        .filter(AbstractFilterRegistrationBean::isEnabled)
                        .filter(registration -> registration.getFilter() instanceof RequiredScopesFilter)
                        .findFirst()
                        .map(ManagementScopes::copy)
                        .orElseGet(ManagementScopes::disabled);
    }

    private static FilterRegistrationBean<Filter> copy(AbstractFilterRegistrationBean<?> registration) {
        Filter filter = registration.getFilter();
        FilterRegistrationBean<Filter> copy =
                new FilterRegistrationBean<>((request, response, chain) -> filter.doFilter(request, response, chain));
        copy.setName(NAME);
        copy.setOrder(registration.getOrder());
        copy.setDispatcherTypes(RequiredScopesFilter.dispatcherTypes());
        return copy;
    }

    private static FilterRegistrationBean<Filter> disabled() {
        FilterRegistrationBean<Filter> none =
                new FilterRegistrationBean<>((request, response, chain) -> chain.doFilter(request, response));
        none.setName(NAME);
        none.setEnabled(false);
        return none;
    }
}
