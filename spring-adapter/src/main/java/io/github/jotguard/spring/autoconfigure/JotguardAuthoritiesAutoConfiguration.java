package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.spring.security.ClaimAuthorities;
import io.github.jotguard.spring.security.ResourceServer;
import io.github.jotguard.spring.settings.JotguardProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtGrantedAuthoritiesConverterAdapter;

/**
 * The conversion of claims to authorities by Spring Security's own converter, which supports more than ours. Comes
 * after Spring Boot's configuration, so that Spring Boot's properties for it go first.
 */
@AutoConfiguration(
        after = JotguardAutoConfiguration.class,
        afterName = {
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
final class JotguardAuthoritiesAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private static final String CONVERTER = "jotguardJwtAuthenticationConverter";
    private static final String SPRING_BOOT = "spring.security.oauth2.resourceserver.jwt.authorities-claim-name,"
            + " .authority-prefix, .authorities-claim-delimiter, .authorities-expressions and .principal-claim-name";

    /** Beans for Spring MVC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlet {

        @Bean
        @ConditionalOnMissingBean
        JwtAuthenticationConverter jotguardJwtAuthenticationConverter(JotguardProperties properties) {
            JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
            converter.setJwtGrantedAuthoritiesConverter(new ClaimAuthorities(properties.authorities()));
            return converter;
        }
    }

    /** Warns of settings that another converter makes useless. */
    @Bean
    @ConditionalOnMissingBean(name = "jotguardAuthoritiesCheck")
    SmartInitializingSingleton jotguardAuthoritiesCheck(ListableBeanFactory beans, JotguardProperties properties) {
        return () -> {
            if (!properties.authorities().isEmpty() && !beans.containsBean(CONVERTER)) {
                LOG.warn(
                        "jotguard.authorities has no effect, because another bean makes the authorities: a"
                                + " JwtAuthenticationConverter of the application, or the one that Spring Boot makes if"
                                + " one of {} is set. Remove that bean or those properties, or jotguard.authorities",
                        SPRING_BOOT);
            }
        };
    }

    /** Beans for WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(ReactiveJwtAuthenticationConverter.class)
    static class Reactive {

        @Bean
        @ConditionalOnMissingBean
        ReactiveJwtAuthenticationConverter jotguardJwtAuthenticationConverter(JotguardProperties properties) {
            ReactiveJwtAuthenticationConverter converter = new ReactiveJwtAuthenticationConverter();
            converter.setJwtGrantedAuthoritiesConverter(
                    new ReactiveJwtGrantedAuthoritiesConverterAdapter(new ClaimAuthorities(properties.authorities())));
            return converter;
        }
    }
}
