package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.spring.caller.CallerParameterCheck;
import io.github.jotguard.spring.caller.UserLookup;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.reactive.BearerTokenWebFilter;
import io.github.jotguard.spring.reactive.ExcludedPaths;
import io.github.jotguard.spring.reactive.ReactiveCallerTokens;
import io.github.jotguard.spring.reactive.ReactiveRejections;
import io.github.jotguard.spring.reactive.RejectedExchangeHandler;
import io.github.jotguard.spring.reactive.VerificationSchedulers;
import io.github.jotguard.spring.reactive.WebFluxCallerParameters;
import io.github.jotguard.spring.settings.ContextPaths;
import io.github.jotguard.spring.settings.FilterSettings;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.RequiredScopes;
import io.github.jotguard.spring.startup.StartupReport;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import reactor.core.publisher.Mono;

/**
 * Beans for WebFlux: parameters of controller methods, responses, and the filter if Spring Security's resource server
 * is missing. The parameters are ours also if Jotguard is switched off. Requests that need one are then rejected,
 * because a data binder would fill it from the request.
 */
@AutoConfiguration(after = {JotguardAutoConfiguration.class, JotguardSecurityAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(WebFluxConfigurer.class)
final class JotguardWebFluxAutoConfiguration {

    static final String OUR_FILTER = "jotguardFilter";

    @Bean
    @ConditionalOnMissingBean(name = "jotguardArgumentResolvers")
    static WebFluxCallerParameters jotguardArgumentResolvers(
            ObjectProvider<ReactiveCallerTokens> tokens,
            ObjectProvider<UserLookup> users,
            ObjectProvider<VerificationSchedulers> blocking) {
        return new WebFluxCallerParameters(
                SingletonSupplier.of(() -> tokens.getIfAvailable(
                        () -> exchange -> Mono.justOrEmpty(BearerTokenWebFilter.verifiedJwt(exchange)))),
                users::getIfAvailable,
                SingletonSupplier.of(blocking::getObject));
    }

    /** Puts our resolver before those of the application, if WebFlux uses the configurer. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = "jotguardFirstArgumentResolver")
    WebFluxConfigurer jotguardFirstArgumentResolver(WebFluxCallerParameters parameters) {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                resolvers.addCustomResolver(parameters.resolver());
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardCallerParameterCheck")
    CallerParameterCheck jotguardCallerParameterCheck(
            ListableBeanFactory beans, WebFluxCallerParameters parameters, ObjectProvider<UserLookup> users) {
        return new CallerParameterCheck(beans, parameters, users::getIfAvailable);
    }

    /** Beans for applications that verify tokens. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(JwtVerifier.class)
    static class WithVerifier {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardUserLookup")
        UserLookup jotguardUserLookup(ListableBeanFactory beans, JotguardProperties properties) {
            return new UserLookup(beans, properties.unknownUser());
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardReactiveProblems")
        ReactiveProblems jotguardReactiveProblems(JotguardProperties properties) {
            return new ReactiveProblems(properties.filter().realmOrDefault());
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardBlockingCalls")
        VerificationSchedulers jotguardBlockingCalls(JotguardProperties properties) {
            return VerificationSchedulers.outnumbering(properties.refresh());
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardRejectedExchangeHandler")
        RejectedExchangeHandler jotguardRejectedExchangeHandler(ReactiveProblems problems) {
            return new RejectedExchangeHandler(problems);
        }
    }

    /** The counterpart of the servlet filter. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnMissingResourceServerCondition.class)
    @ConditionalOnBean(JwtVerifier.class)
    @ConditionalOnProperty(name = "jotguard.filter.enabled", matchIfMissing = true)
    static class Filter {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardReactiveRejections")
        ReactiveRejections jotguardReactiveRejections(
                ReactiveProblems problems,
                ObjectProvider<CorsWebFilter> filters,
                ObjectProvider<HandlerMapping> mappings) {
            return new ReactiveRejections(
                    problems,
                    SingletonSupplier.of(() -> filters.orderedStream().toList()),
                    SingletonSupplier.of(() -> mappings.orderedStream().toList()));
        }

        @Bean
        @ConditionalOnMissingBean(name = OUR_FILTER)
        BearerTokenWebFilter jotguardFilter(
                BoundTokenVerifier verifier,
                VerificationSchedulers blocking,
                JotguardProperties properties,
                ReactiveRejections rejections,
                Environment environment) {
            FilterSettings.warnOfThoseOfSpringSecurity(properties);
            ContextPaths.warnOfAll(properties, environment.getProperty("spring.webflux.base-path"));
            FilterSettings.warnOfThoseOfServlets(properties);
            return new BearerTokenWebFilter(
                    verifier,
                    blocking,
                    ExcludedPaths.excluded(properties),
                    ExcludedPaths.optional(properties),
                    RequiredScopes.of(properties),
                    rejections,
                    properties.filter().order());
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardStartReport")
        StartupReport jotguardStartReport(
                ListableBeanFactory beans,
                JwtVerifier verifier,
                JotguardProperties properties,
                Environment environment) {
            return StartupReport.ofFilter(beans, verifier, properties, environment);
        }
    }
}
