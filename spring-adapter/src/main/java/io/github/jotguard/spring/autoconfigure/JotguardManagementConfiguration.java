package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.spring.actuator.ManagementFilters;
import io.github.jotguard.spring.actuator.ManagementScopes;
import jakarta.servlet.Filter;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.context.WebApplicationContext;

/**
 * Beans for the web server that Spring Boot starts for the actuator with {@code management.server.port}. Spring MVC
 * gives it its own context, which inherits no filter of the application; WebFlux inherits all of them.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
final class JotguardManagementConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "jotguardManagementFilters", search = SearchStrategy.CURRENT)
    ManagementFilters jotguardManagementFilters(WebApplicationContext management) {
        return new ManagementFilters(management);
    }

    @Bean
    @ConditionalOnBean(name = JotguardResourceAutoConfiguration.REQUIRED_SCOPES, search = SearchStrategy.ANCESTORS)
    @ConditionalOnMissingBean(name = "jotguardManagementScopes", search = SearchStrategy.CURRENT)
    FilterRegistrationBean<Filter> jotguardManagementScopes(WebApplicationContext management) {
        return ManagementScopes.registration(management);
    }
}
