package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.spring.security.ResourceServer;
import io.github.jotguard.spring.security.SecurityChain;
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
 * Stops the startup if requests are left to Spring Security and it has no chain. Also stops it if our filter and a
 * chain are both present and no valid token would come through. Not part of the slices that tests can select: these may
 * leave out Spring Security or the application's chain.
 */
@AutoConfiguration(after = JotguardAutoConfiguration.class)
@ConditionalOnProperty(name = "jotguard.filter.enabled", matchIfMissing = true)
@ConditionalOnBean(JwtVerifier.class)
final class JotguardChainAutoConfiguration {

    /** The check of applications that leave requests to Spring Security's resource server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = {ResourceServer.AUTHENTICATION, ResourceServer.JWT_DECODER})
    static class WithResourceServer {

        /** Checks the chain of Spring MVC. */
        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        @ConditionalOnMissingBean(name = "jotguardChainCheck")
        SmartInitializingSingleton jotguardChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.require(SecurityChain.isThereForServlets(beans));
        }

        /** Checks the chain of WebFlux. */
        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        @ConditionalOnMissingBean(name = "jotguardReactiveChainCheck")
        SmartInitializingSingleton jotguardReactiveChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.require(SecurityChain.isThereForWebFlux(beans));
        }
    }

    /** The check of applications in which our filter protects the requests. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnMissingResourceServerCondition.class)
    static class BesideFilter {

        /** Checks the chain of Spring MVC. */
        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        @ConditionalOnMissingBean(name = "jotguardChainCheck")
        SmartInitializingSingleton jotguardChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.checkBesideFilter(
                    beans, SecurityChain.isThereForServlets(beans), SecurityChain.isDefaultForServlets(beans));
        }

        /** Checks the chain of WebFlux. */
        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        @ConditionalOnMissingBean(name = "jotguardReactiveChainCheck")
        SmartInitializingSingleton jotguardReactiveChainCheck(ListableBeanFactory beans) {
            return () -> SecurityChain.checkBesideFilter(
                    beans, SecurityChain.isThereForWebFlux(beans), SecurityChain.isDefaultForWebFlux(beans));
        }
    }
}
