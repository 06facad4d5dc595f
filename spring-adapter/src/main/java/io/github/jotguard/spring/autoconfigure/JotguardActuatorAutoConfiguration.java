package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.spring.actuator.KeysHealth;
import io.github.jotguard.spring.actuator.SecretMask;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Beans for the actuator: health, information, and the masking of secrets in the endpoints that show properties. */
@AutoConfiguration(after = JotguardAutoConfiguration.class)
final class JotguardActuatorAutoConfiguration {

    /** Health of Spring Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    @ConditionalOnProperty(name = "management.health.jotguard.enabled", matchIfMissing = true)
    @ConditionalOnBean(JwtVerifier.class)
    static class HealthOfBoot3 {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardHealthIndicator")
        HealthIndicator jotguardHealthIndicator(JwtVerifier verifier) {
            return () -> {
                KeysHealth.Report report = KeysHealth.report(verifier::status);
                return Health.status(report.status().name())
                        .withDetails(report.details())
                        .build();
            };
        }
    }

    /** Health of Spring Boot 4, where the same types are in another package. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
    @ConditionalOnProperty(name = "management.health.jotguard.enabled", matchIfMissing = true)
    @ConditionalOnBean(JwtVerifier.class)
    static class HealthOfBoot4 {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator jotguardHealthIndicator(JwtVerifier verifier) {
            return () -> {
                KeysHealth.Report report = KeysHealth.report(verifier::status);
                return org.springframework.boot.health.contributor.Health.status(
                                report.status().name())
                        .withDetails(report.details())
                        .build();
            };
        }
    }

    /** The list of trusted issuers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(InfoContributor.class)
    @ConditionalOnProperty(name = "management.info.jotguard.enabled", matchIfMissing = true)
    @ConditionalOnBean(JwtVerifier.class)
    static class Info {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardInfoContributor")
        InfoContributor jotguardInfoContributor(JwtVerifier verifier) {
            return info -> info.withDetail("jotguard", Map.of("issuers", KeysHealth.issuers(verifier::status)));
        }
    }

    /**
     * The mask of secrets. Spring Boot can be set to show values; a secret must not be among them even then, nor while
     * Jotguard is switched off.
     */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SanitizingFunction.class)
    static class Secrets {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardSanitizingFunction")
        SanitizingFunction jotguardSanitizingFunction(ConfigurableEnvironment environment) {
            return new SecretMask(environment);
        }
    }
}
