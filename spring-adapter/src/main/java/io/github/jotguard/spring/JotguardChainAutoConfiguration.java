package io.github.jotguard.spring;

import io.github.jotguard.JwtVerifier;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Stops the start where our filter makes way for Spring Security and Spring Security has no chain. Not part of the slices that tests can
 * ask for: these may leave Spring Security out.
 */
@AutoConfiguration(after = JotguardAutoConfiguration.class)
@ConditionalOnClass(
        name = {JotguardSecurityAutoConfiguration.RESOURCE_SERVER, JotguardSecurityAutoConfiguration.JWT_DECODER})
@ConditionalOnProperty(name = "jotguard.filter.enabled", matchIfMissing = true)
@ConditionalOnBean(JwtVerifier.class)
final class JotguardChainAutoConfiguration {

    /** With Spring MVC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlet {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardChainCheck")
        SmartInitializingSingleton jotguardChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.require(SecurityChain.isThereForServlets(beans));
        }
    }

    /** With WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Reactive {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardChainCheck")
        SmartInitializingSingleton jotguardChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.require(SecurityChain.isThereForWebFlux(beans));
        }
    }
}
