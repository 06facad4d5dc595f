package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.ReplayStore;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.spring.problem.ServletProblems;
import io.github.jotguard.spring.reactive.ReactiveCallerTokens;
import io.github.jotguard.spring.reactive.VerificationSchedulers;
import io.github.jotguard.spring.security.AuthenticatedExchanges;
import io.github.jotguard.spring.security.AuthenticatedJwts;
import io.github.jotguard.spring.security.DefaultChainProblems;
import io.github.jotguard.spring.security.DefaultSecurityChain;
import io.github.jotguard.spring.security.ExchangeContextFilter;
import io.github.jotguard.spring.security.ForeignDecoderCheck;
import io.github.jotguard.spring.security.KeysUnavailableFilter;
import io.github.jotguard.spring.security.MockJwtVerifier;
import io.github.jotguard.spring.security.ReactiveDefaultChainProblems;
import io.github.jotguard.spring.security.ReactiveDpopTokenConverter;
import io.github.jotguard.spring.security.ReactiveTokenDecoder;
import io.github.jotguard.spring.security.ResourceServer;
import io.github.jotguard.spring.security.ResourceServerSettings;
import io.github.jotguard.spring.security.ServletRequestProofs;
import io.github.jotguard.spring.security.ServletTokenVerification;
import io.github.jotguard.spring.security.VerifyingJwtDecoder;
import io.github.jotguard.spring.servlet.CallerTokens;
import io.github.jotguard.spring.settings.DpopProperties;
import io.github.jotguard.spring.settings.FilterSettings;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.startup.StartupReport;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.reactive.DispatcherHandler;
import reactor.core.publisher.Mono;

/**
 * Decoders for Spring Security's resource server. Must come before Spring Boot's own configuration of it, which
 * searches for a decoder and has another name in each line.
 */
@AutoConfiguration(
        after = JotguardAutoConfiguration.class,
        beforeName = {
            // Spring Boot 3.5
            "org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.oauth2.resource.reactive.ReactiveOAuth2ResourceServerAutoConfiguration",
            // Spring Boot 4.0
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration",
            // Spring Boot 4.1
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.reactive.ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration"
        })
@ConditionalOnClass(name = {ResourceServer.AUTHENTICATION, ResourceServer.JWT_DECODER})
@ConditionalOnBean(JwtVerifier.class)
final class JotguardSecurityAutoConfiguration {

    /** Returns the claim that holds the name of a caller. */
    private static String nameClaim(Environment environment) {
        return environment.getProperty("spring.security.oauth2.resourceserver.jwt.principal-claim-name", "sub");
    }

    /** Beans for Spring MVC, and without web. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JwtDecoder.class)
    static class Blocking {

        @Bean
        @ConditionalOnMissingBean(JwtDecoder.class)
        VerifyingJwtDecoder jotguardJwtDecoder(
                JwtVerifier verifier,
                DpopSettings dpop,
                Environment environment,
                ObjectProvider<OAuth2TokenValidator<Jwt>> validators) {
            return new VerifyingJwtDecoder(
                    new ServletTokenVerification(verifier, new ServletRequestProofs(), dpop.mode()),
                    nameClaim(environment),
                    validators.orderedStream().toList());
        }
    }

    /** Beans for WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass({ReactiveJwtDecoder.class, Mono.class})
    static class Reactive {

        /**
         * Creates a decoder that works on a thread that may block, because it may wait for keys, and checks the
         * certificate and the DPoP proof of the request. Spring Security checks neither in WebFlux.
         */
        @Bean
        @ConditionalOnMissingBean
        ReactiveJwtDecoder jotguardReactiveJwtDecoder(
                BoundTokenVerifier tokens,
                Environment environment,
                VerificationSchedulers blocking,
                ObjectProvider<OAuth2TokenValidator<Jwt>> validators) {
            VerifyingJwtDecoder decoder = new VerifyingJwtDecoder(
                    token -> ReactiveTokenDecoder.verifyAlone(tokens, token),
                    nameClaim(environment),
                    validators.orderedStream().toList());
            return new ReactiveTokenDecoder(decoder, tokens, blocking);
        }

        /** Takes the scheme {@code DPoP}, which another decoder would accept without a proof. */
        @Bean
        @ConditionalOnBean(name = "jotguardReactiveJwtDecoder")
        @ConditionalOnClass(ServerAuthenticationConverter.class)
        @ConditionalOnMissingBean(name = "jotguardTokenConverter")
        ReactiveDpopTokenConverter jotguardTokenConverter(BoundTokenVerifier tokens) {
            return new ReactiveDpopTokenConverter(tokens);
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardExchangeContext")
        ExchangeContextFilter jotguardExchangeContext() {
            return new ExchangeContextFilter();
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardBlockingCalls")
        VerificationSchedulers jotguardBlockingCalls(JotguardProperties properties) {
            return VerificationSchedulers.outnumbering(properties.refresh());
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardCallerTokens")
        ReactiveCallerTokens jotguardCallerTokens(
                JwtVerifier verifier,
                ObjectProvider<MockJwtVerifier> mocks,
                JotguardProperties properties,
                VerificationSchedulers blocking) {
            FilterSettings.warnOfThoseWithoutEffect(properties);
            return new AuthenticatedExchanges(new AuthenticatedJwts(verifier, mocks::getIfAvailable), blocking);
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardForeignDecoderCheck")
        ForeignDecoderCheck jotguardForeignDecoderCheck(ListableBeanFactory beans) {
            return new ForeignDecoderCheck(beans, ReactiveJwtDecoder.class, "jotguardReactiveJwtDecoder");
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardStartReport")
        StartupReport jotguardStartReport(ListableBeanFactory beans, JwtVerifier verifier) {
            return StartupReport.ofDecoder(beans, verifier, "jotguardReactiveJwtDecoder");
        }
    }

    /** The responses of Spring Boot's default chain of WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass({ServerHttpSecurity.class, SecurityWebFilterChain.class, DispatcherHandler.class})
    static class ReactiveChain {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardDefaultChainProblems")
        static ReactiveDefaultChainProblems jotguardDefaultChainProblems(BeanFactory beans) {
            return new ReactiveDefaultChainProblems(beans);
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardResourceServerSettings")
        SmartInitializingSingleton jotguardResourceServerSettings(ListableBeanFactory beans, Environment environment) {
            return () -> new ResourceServerSettings(beans, environment)
                    .warn(
                            "jotguardReactiveJwtDecoder",
                            DefaultSecurityChain.isTheOnlyOne(beans, SecurityWebFilterChain.class));
        }
    }

    /** The responses of Spring Boot's default chain of Spring MVC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({HttpSecurity.class, SecurityFilterChain.class})
    static class ServletChain {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardDefaultChainProblems")
        static DefaultChainProblems jotguardDefaultChainProblems(BeanFactory beans) {
            return new DefaultChainProblems(beans);
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardResourceServerSettings")
        SmartInitializingSingleton jotguardResourceServerSettings(ListableBeanFactory beans, Environment environment) {
            return () -> new ResourceServerSettings(beans, environment)
                    .warn("jotguardJwtDecoder", DefaultSecurityChain.isTheOnlyOne(beans, SecurityFilterChain.class));
        }
    }

    /** Beans for Spring MVC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(FilterRegistrationBean.class)
    static class Servlet {

        /** The order of a filter outside of Spring Security and inside of observation. */
        private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

        @Bean
        @ConditionalOnMissingBean(name = "jotguardCallerTokens")
        CallerTokens jotguardCallerTokens(
                JwtVerifier verifier,
                ObjectProvider<MockJwtVerifier> mocks,
                JotguardProperties properties,
                ObjectProvider<ReplayStore> stores) {
            FilterSettings.warnOfThoseWithoutEffect(properties);
            DpopProperties.warnOfThoseWithoutEffect(
                    properties, stores.stream().findAny().isPresent());
            AuthenticatedJwts jwts = new AuthenticatedJwts(verifier, mocks::getIfAvailable);
            return request -> jwts.of(
                            SecurityContextHolder.getContext().getAuthentication(),
                            request.getHeader(HttpHeaders.AUTHORIZATION))
                    .or(() -> BearerTokenFilter.verifiedJwt(request));
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardForeignDecoderCheck")
        ForeignDecoderCheck jotguardForeignDecoderCheck(ListableBeanFactory beans) {
            return new ForeignDecoderCheck(beans, JwtDecoder.class, "jotguardJwtDecoder");
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardKeysUnavailableFilter")
        FilterRegistrationBean<KeysUnavailableFilter> jotguardKeysUnavailableFilter(JotguardProperties properties) {
            ServletProblems problems = new ServletProblems(properties.filter().realmOrDefault());
            FilterRegistrationBean<KeysUnavailableFilter> registration =
                    new FilterRegistrationBean<>(new KeysUnavailableFilter(problems));
            registration.setName("jotguardKeysUnavailable");
            registration.setOrder(ORDER);
            return registration;
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardStartReport")
        StartupReport jotguardStartReport(ListableBeanFactory beans, JwtVerifier verifier) {
            return StartupReport.ofDecoder(beans, verifier, "jotguardJwtDecoder");
        }
    }
}
