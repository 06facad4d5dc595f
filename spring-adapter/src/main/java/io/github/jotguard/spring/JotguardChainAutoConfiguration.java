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
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Stops the start where our filter makes way for Spring Security and Spring Security has no chain, and where both are there and no good token
 * would come through. Not part of the slices that tests can ask for: these may leave Spring Security out, or the application's chain.
 */
@AutoConfiguration(after = JotguardAutoConfiguration.class)
@ConditionalOnProperty(name = "jotguard.filter.enabled", matchIfMissing = true)
@ConditionalOnBean(JwtVerifier.class)
final class JotguardChainAutoConfiguration {

    /** Where requests are left to Spring Security's resource server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {JotguardSecurityAutoConfiguration.RESOURCE_SERVER, JotguardSecurityAutoConfiguration.JWT_DECODER})
    static class WithResourceServer {

        /** With Spring MVC. */
        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        @ConditionalOnMissingBean(name = "jotguardChainCheck")
        SmartInitializingSingleton jotguardChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.require(SecurityChain.isThereForServlets(beans));
        }

        /** With WebFlux. */
        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        @ConditionalOnMissingBean(name = "jotguardReactiveChainCheck")
        SmartInitializingSingleton jotguardReactiveChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.require(SecurityChain.isThereForWebFlux(beans));
        }
    }

    /** Where requests are checked by our filter. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnMissingResourceServerCondition.class)
    static class BesideFilter {

        /** With Spring MVC. */
        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        @ConditionalOnMissingBean(name = "jotguardChainCheck")
        SmartInitializingSingleton jotguardChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.checkBesideFilter(
                    beans, SecurityChain.isThereForServlets(beans), SecurityChain.isDefaultForServlets(beans));
        }

        /** With WebFlux. */
        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        @ConditionalOnMissingBean(name = "jotguardReactiveChainCheck")
        SmartInitializingSingleton jotguardReactiveChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.checkBesideFilter(
                    beans, SecurityChain.isThereForWebFlux(beans), SecurityChain.isDefaultForWebFlux(beans));
        }
    }
}
