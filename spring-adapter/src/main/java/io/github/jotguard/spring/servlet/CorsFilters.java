package io.github.jotguard.spring.servlet;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * The {@link CorsFilter}s of an application that see every request, in any place.
 *
 * <p>Internal: may change without notice.
 */
public final class CorsFilters {

    private static final String SECURITY_CHAIN = "springSecurityFilterChain";
    /** The bean that {@code HttpSecurity.cors} finds. */
    private static final String SECURITY_SETTINGS = "corsConfigurationSource";

    private CorsFilters() {}

    public static List<CorsFilter> of(ListableBeanFactory beans) {
        Stream<CorsFilter> notRegistered = FilterRegistrations.notRegistered(beans, CorsFilter.class);
        Stream<CorsFilter> registered = FilterRegistrations.of(beans)
                .filter(FilterRegistrations::coversEverything)
                .map(AbstractFilterRegistrationBean::getFilter)
                .filter(CorsFilter.class::isInstance)
                .map(CorsFilter.class::cast);
        return Stream.of(registered, notRegistered, ofSecurityChain(beans))
                .flatMap(filters -> filters)
                .toList();
    }

    /** Returns the filter of Spring Security's settings. Its chain comes after ours, and so do its settings. */
    private static Stream<CorsFilter> ofSecurityChain(ListableBeanFactory beans) {
        return beans.containsBean(SECURITY_CHAIN)
                        && beans.containsBean(SECURITY_SETTINGS)
                        && beans.isTypeMatch(SECURITY_SETTINGS, CorsConfigurationSource.class)
                ? Stream.of(new CorsFilter(beans.getBean(SECURITY_SETTINGS, CorsConfigurationSource.class)))
                : Stream.empty();
    }
}
