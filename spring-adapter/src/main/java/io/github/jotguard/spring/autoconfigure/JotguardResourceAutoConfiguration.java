package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.bearer.ResourceMetadata;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.problem.ServletProblems;
import io.github.jotguard.spring.reactive.ReactiveCallerTokens;
import io.github.jotguard.spring.reactive.RequiredScopesWebFilter;
import io.github.jotguard.spring.reactive.ResourceMetadataWebFilter;
import io.github.jotguard.spring.security.IncompleteMetadata;
import io.github.jotguard.spring.security.ResourceServer;
import io.github.jotguard.spring.servlet.CallerTokens;
import io.github.jotguard.spring.servlet.RequiredScopesFilter;
import io.github.jotguard.spring.servlet.ResourceMetadataFilter;
import io.github.jotguard.spring.settings.ContextPaths;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.RequiredScopes;
import io.github.jotguard.spring.settings.ResourceProperties;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** The metadata of the resource on every stack, and the required scopes behind Spring Security. */
@AutoConfiguration(after = {JotguardAutoConfiguration.class, JotguardSecurityAutoConfiguration.class})
@ConditionalOnBean(JwtVerifier.class)
final class JotguardResourceAutoConfiguration {

    static final String REQUIRED_SCOPES = "jotguardRequiredScopesFilter";

    private static final String RESOURCE = "jotguard.resource";
    private static final String CONTEXT_PATH = "server.servlet.context-path";
    private static final String BASE_PATH = "spring.webflux.base-path";

    private static @Nullable ResourceMetadata metadata(
            JotguardProperties properties, JwtVerifier verifier, DpopSettings dpop, @Nullable String contextPath) {
        ResourceMetadata metadata = ResourceProperties.metadata(properties, verifier, dpop);
        if (metadata != null) {
            ResourceProperties.warnOfContextPath(metadata, contextPath);
        }
        return metadata;
    }

    /** Beans for servlets. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
    static class Servlet {

        /** The order outside of CORS, of Spring Security and of the filter for missing keys. */
        private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 99;

        @Bean
        @ConditionalOnProperty(RESOURCE)
        @ConditionalOnMissingBean(name = "jotguardResourceMetadataFilter")
        FilterRegistrationBean<ResourceMetadataFilter> jotguardResourceMetadataFilter(
                JotguardProperties properties, JwtVerifier verifier, DpopSettings dpop, Environment environment) {
            FilterRegistrationBean<ResourceMetadataFilter> registration =
                    new FilterRegistrationBean<>(new ResourceMetadataFilter(
                            metadata(properties, verifier, dpop, environment.getProperty(CONTEXT_PATH)),
                            ResourceProperties.challenges(properties),
                            RequiredScopes.of(properties)));
            registration.setName("jotguardResourceMetadata");
            registration.setOrder(ORDER);
            registration.setDispatcherTypes(BearerTokenFilter.dispatcherTypes());
            return registration;
        }
    }

    /** Beans for servlets behind Spring Security's resource server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(
            value = {FilterRegistrationBean.class, SecurityFilterChain.class},
            name = {ResourceServer.AUTHENTICATION, ResourceServer.JWT_DECODER})
    static class SecuredServlet {

        /** The order of Spring Security's filter by default. */
        private static final int SECURITY = -100;

        @Bean
        @ConditionalOnProperty(RESOURCE)
        @ConditionalOnMissingBean(name = "jotguardIncompleteMetadata")
        static IncompleteMetadata jotguardIncompleteMetadata() {
            return new IncompleteMetadata();
        }

        @Bean(REQUIRED_SCOPES)
        @ConditionalOnMissingBean(name = REQUIRED_SCOPES)
        FilterRegistrationBean<RequiredScopesFilter> jotguardRequiredScopesFilter(
                CallerTokens tokens, JotguardProperties properties, Environment environment) {
            ContextPaths.warnOfScoped(properties, environment.getProperty(CONTEXT_PATH));
            FilterRegistrationBean<RequiredScopesFilter> registration =
                    new FilterRegistrationBean<>(new RequiredScopesFilter(
                            tokens,
                            RequiredScopes.of(properties),
                            new ServletProblems(properties.filter().realmOrDefault())));
            registration.setName("jotguardRequiredScopes");
            registration.setOrder(environment.getProperty("spring.security.filter.order", Integer.class, SECURITY) + 1);
            registration.setDispatcherTypes(RequiredScopesFilter.dispatcherTypes());
            return registration;
        }
    }

    /** Beans for WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(WebFluxConfigurer.class)
    static class Reactive {

        @Bean
        @ConditionalOnProperty(RESOURCE)
        @ConditionalOnMissingBean(name = "jotguardResourceMetadataFilter")
        ResourceMetadataWebFilter jotguardResourceMetadataFilter(
                JotguardProperties properties, JwtVerifier verifier, DpopSettings dpop, Environment environment) {
            return new ResourceMetadataWebFilter(
                    metadata(properties, verifier, dpop, environment.getProperty(BASE_PATH)),
                    ResourceProperties.challenges(properties),
                    RequiredScopes.of(properties));
        }
    }

    /** Beans for WebFlux behind Spring Security's resource server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(
            value = WebFluxConfigurer.class,
            name = {ResourceServer.AUTHENTICATION, ResourceServer.JWT_DECODER})
    static class SecuredReactive {

        @Bean(REQUIRED_SCOPES)
        @ConditionalOnMissingBean(name = REQUIRED_SCOPES)
        RequiredScopesWebFilter jotguardRequiredScopesFilter(
                ReactiveCallerTokens tokens, JotguardProperties properties, Environment environment) {
            ContextPaths.warnOfScoped(properties, environment.getProperty(BASE_PATH));
            return new RequiredScopesWebFilter(
                    tokens,
                    RequiredScopes.of(properties),
                    new ReactiveProblems(properties.filter().realmOrDefault()));
        }
    }
}
