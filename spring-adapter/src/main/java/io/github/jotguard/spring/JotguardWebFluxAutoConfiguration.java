package io.github.jotguard.spring;

import io.github.jotguard.JwtVerifier;
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
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import reactor.core.publisher.Mono;

/** WebFlux: parameters of controller methods, answers, and the filter where Spring Security's resource server is not there. */
@AutoConfiguration(after = {JotguardAutoConfiguration.class, JotguardSecurityAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(WebFluxConfigurer.class)
@ConditionalOnBean(JwtVerifier.class)
final class JotguardWebFluxAutoConfiguration {

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
    BlockingCalls jotguardBlockingCalls(JotguardProperties properties) {
        return BlockingCalls.outnumbering(properties.refresh());
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardArgumentResolvers")
    WebFluxConfigurer jotguardArgumentResolvers(
            ObjectProvider<ReactiveCallerTokens> tokens, UserLookup users, BlockingCalls blocking) {
        ReactiveCallerTokens callerTokens =
                tokens.getIfAvailable(() -> exchange -> Mono.justOrEmpty(BearerTokenWebFilter.verifiedJwt(exchange)));
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                resolvers.addCustomResolver(new ReactiveCallerArgumentResolver(callerTokens, users, blocking));
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardRefusedExchangeHandler")
    RefusedExchangeHandler jotguardRefusedExchangeHandler(ReactiveProblems problems) {
        return new RefusedExchangeHandler(problems);
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardCurrentUserBeans")
    CurrentUserBeans jotguardCurrentUserBeans(ObjectProvider<RequestMappingHandlerMapping> mappings, UserLookup users) {
        return new CurrentUserBeans(
                () -> mappings.stream().flatMap(mapping -> mapping.getHandlerMethods().values().stream()), users);
    }

    /** The counterpart of the servlet filter. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(WithoutResourceServer.class)
    @ConditionalOnProperty(name = "jotguard.filter.enabled", matchIfMissing = true)
    static class Filter {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardReactiveRefusals")
        ReactiveRefusals jotguardReactiveRefusals(
                ReactiveProblems problems,
                ObjectProvider<CorsWebFilter> filters,
                ObjectProvider<HandlerMapping> mappings) {
            return new ReactiveRefusals(
                    problems,
                    SingletonSupplier.of(() -> filters.orderedStream().toList()),
                    SingletonSupplier.of(() -> mappings.orderedStream().toList()));
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardFilter")
        BearerTokenWebFilter jotguardFilter(
                JwtVerifier verifier,
                BlockingCalls blocking,
                JotguardProperties properties,
                ReactiveRefusals refusals) {
            FilterSettings.warnOfThoseOfSpringSecurity(properties);
            FilterSettings.warnOfThoseOfServlets(properties);
            return new BearerTokenWebFilter(
                    verifier,
                    blocking,
                    OpenPaths.of("jotguard.exclude", properties.exclude()),
                    OpenPaths.of("jotguard.optional", properties.optional()),
                    refusals,
                    properties.filter().order());
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardStartReport")
        StartReport jotguardStartReport(
                ListableBeanFactory beans,
                JwtVerifier verifier,
                JotguardProperties properties,
                Environment environment) {
            return StartReport.ofFilter(beans, verifier, properties, environment);
        }
    }
}
