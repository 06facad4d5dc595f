package io.github.jotguard.spring;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.AuthenticationListener;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.servlet.ErrorResponder;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerMapping;

/** The filter, where Spring Security's resource server is not there to do its work. */
@AutoConfiguration(after = JotguardAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
@Conditional(WithoutResourceServer.class)
@ConditionalOnProperty(name = "jotguard.filter.enabled", matchIfMissing = true)
@ConditionalOnBean(JwtVerifier.class)
final class JotguardServletAutoConfiguration {

    /** The filter is no bean of its own, which Spring Boot would register a second time. */
    @Bean
    @ConditionalOnMissingBean(
            value = BearerTokenFilter.class,
            name = "jotguardFilter",
            parameterizedContainer = FilterRegistrationBean.class)
    FilterRegistrationBean<BearerTokenFilter> jotguardFilter(
            JwtVerifier verifier,
            JotguardProperties properties,
            ObjectProvider<ErrorResponder> responder,
            ObjectProvider<AuthenticationListener> listeners) {
        FilterSettings.warnOfThoseOfSpringSecurity(properties);
        BearerTokenFilter.Builder filter = BearerTokenFilter.builder(verifier).logStartupInfo(false);
        FilterSettings.apply(properties, filter);
        responder.ifAvailable(filter::onRefused);
        listeners.orderedStream().forEach(filter::listener);
        FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(filter.build());
        registration.setName("jotguard");
        registration.setOrder(properties.filter().order());
        registration.setDispatcherTypes(BearerTokenFilter.dispatcherTypes());
        return registration;
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardStartReport")
    StartReport jotguardStartReport(ListableBeanFactory beans, JwtVerifier verifier, JotguardProperties properties) {
        return StartReport.ofFilter(beans, verifier, properties);
    }

    /** CORS, which has to come first; a filter for it that the application has registered itself keeps its place. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HandlerMapping.class)
    static class Cors {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardCorsFilter")
        FilterRegistrationBean<CorsBeforeTokens> jotguardCorsFilter(
                JotguardProperties properties,
                ObjectProvider<CorsFilter> filters,
                ObjectProvider<AbstractFilterRegistrationBean<?>> registrations,
                ObjectProvider<HandlerMapping> mappings) {
            CorsBeforeTokens cors = new CorsBeforeTokens(
                    SingletonSupplier.of(() -> filters.orderedStream()
                            .filter(filter -> registrations.stream().noneMatch(r -> r.getFilter() == filter))
                            .toList()),
                    SingletonSupplier.of(() -> mappings.orderedStream().toList()));
            FilterRegistrationBean<CorsBeforeTokens> registration = new FilterRegistrationBean<>(cors);
            registration.setName("jotguardCors");
            registration.setOrder(properties.filter().order() - 1);
            return registration;
        }
    }
}
