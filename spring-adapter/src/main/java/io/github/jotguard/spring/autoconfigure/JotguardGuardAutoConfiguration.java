package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.spring.reactive.BearerTokenWebFilter;
import io.github.jotguard.spring.security.SecurityChain;
import io.github.jotguard.spring.servlet.FilterRegistrations;
import io.github.jotguard.spring.startup.GuardCheck;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Warns if an issuer is configured and nothing of Jotguard protects the requests, also while Jotguard is switched off.
 */
@AutoConfiguration(
        after = {
            JotguardAutoConfiguration.class,
            JotguardServletAutoConfiguration.class,
            JotguardWebFluxAutoConfiguration.class
        })
final class JotguardGuardAutoConfiguration {

    /** Beans for Spring MVC, or servlets alone. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
    static class Servlet {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardGuardCheck")
        SmartInitializingSingleton jotguardGuardCheck(ListableBeanFactory beans, Environment environment) {
            return () -> new GuardCheck(beans, environment)
                    .warn(
                            SecurityChain.isThereForServlets(beans),
                            FilterRegistrations.bearerTokenPaths(beans),
                            FilterRegistrations.EVERYTHING);
        }
    }

    /** Beans for WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Reactive {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardReactiveGuardCheck")
        SmartInitializingSingleton jotguardReactiveGuardCheck(ListableBeanFactory beans, Environment environment) {
            return () -> new GuardCheck(beans, environment)
                    .warn(SecurityChain.isThereForWebFlux(beans), BearerTokenWebFilter.paths(beans), "/**");
        }
    }
}
