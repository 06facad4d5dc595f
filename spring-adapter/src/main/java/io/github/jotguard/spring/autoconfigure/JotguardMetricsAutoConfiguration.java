package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.spring.actuator.KeysMetrics;
import io.github.jotguard.spring.actuator.VerificationMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Meters, for any registry that Spring Boot binds them to. */
@AutoConfiguration(before = JotguardAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnProperty(
        name = {"jotguard.enabled", "jotguard.metrics.enabled"},
        matchIfMissing = true)
final class JotguardMetricsAutoConfiguration {

    /** Creates the listener, which must exist before the verifier. */
    @Bean
    @ConditionalOnMissingBean(name = "jotguardVerificationMetrics")
    VerificationMetrics jotguardVerificationMetrics() {
        return new VerificationMetrics();
    }

    /** Creates the meters of the keys. They are bound when all beans exist; a verifier may not be among them. */
    @Bean
    @ConditionalOnMissingBean(name = "jotguardKeysMetrics")
    MeterBinder jotguardKeysMetrics(ObjectProvider<JwtVerifier> verifier) {
        return registry -> verifier.ifAvailable(keys -> new KeysMetrics(keys).bindTo(registry));
    }
}
