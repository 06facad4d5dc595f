package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.servlet.AuthenticationListener;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.servlet.ErrorResponder;
import io.github.jotguard.spring.servlet.CorsErrorFilter;
import io.github.jotguard.spring.servlet.CorsFilters;
import io.github.jotguard.spring.settings.DpopProperties;
import io.github.jotguard.spring.settings.FilterSettings;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.startup.StartupReport;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;

/** The filter, for applications without Spring Security's resource server. */
@AutoConfiguration(after = JotguardAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
@Conditional(OnMissingResourceServerCondition.class)
@ConditionalOnProperty(name = "jotguard.filter.enabled", matchIfMissing = true)
@ConditionalOnBean(JwtVerifier.class)
final class JotguardServletAutoConfiguration {

    static final String CORS_FILTER = "jotguardCorsFilter";
    static final String OUR_FILTER = "jotguardFilter";

    /** Registers the filter, which is not a bean itself because Spring Boot would register that a second time. */
    @Bean
    @ConditionalOnMissingBean(
            value = BearerTokenFilter.class,
            name = OUR_FILTER,
            parameterizedContainer = FilterRegistrationBean.class,
            search = SearchStrategy.CURRENT)
    FilterRegistrationBean<BearerTokenFilter> jotguardFilter(
            JwtVerifier verifier,
            JotguardProperties properties,
            DpopSettings dpop,
            ObjectProvider<ErrorResponder> responder,
            ObjectProvider<AuthenticationListener> listeners) {
        FilterSettings.warnOfThoseOfSpringSecurity(properties);
        // CORS preflights are answered before it
        BearerTokenFilter.Builder filter = BearerTokenFilter.builder(verifier).logStartupInfo(false);
        FilterSettings.apply(properties, filter);
        filter.dpop(DpopProperties.withOriginOfResource(dpop, properties));
        responder.ifAvailable(filter::onError);
        listeners.orderedStream().forEach(filter::listener);
        FilterRegistrationBean<BearerTokenFilter> registration =
                new FilterRegistrationBean<>(FilterSettings.build(filter));
        registration.setName("jotguard");
        registration.setOrder(properties.filter().order());
        registration.setDispatcherTypes(BearerTokenFilter.dispatcherTypes());
        return registration;
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardStartReport", search = SearchStrategy.CURRENT)
    StartupReport jotguardStartReport(
            ListableBeanFactory beans, JwtVerifier verifier, JotguardProperties properties, Environment environment) {
        return StartupReport.ofFilter(beans, verifier, properties, environment);
    }

    /** Support for CORS, which must come first. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HandlerMapping.class)
    static class Cors {

        @Bean
        @ConditionalOnMissingBean(name = CORS_FILTER, search = SearchStrategy.CURRENT)
        FilterRegistrationBean<CorsErrorFilter> jotguardCorsFilter(
                JotguardProperties properties,
                DpopSettings dpop,
                ListableBeanFactory beans,
                ObjectProvider<HandlerMapping> mappings) {
            CorsErrorFilter cors = new CorsErrorFilter(
                    dpop.mode() != DpopMode.REJECT,
                    SingletonSupplier.of(() -> CorsFilters.of(beans)),
                    SingletonSupplier.of(() -> mappings.orderedStream().toList()));
            FilterRegistrationBean<CorsErrorFilter> registration = new FilterRegistrationBean<>(cors);
            registration.setName("jotguardCors");
            registration.setOrder(properties.filter().order() - 1);
            return registration;
        }
    }
}
