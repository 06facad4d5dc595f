package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.ReplayStore;
import io.github.jotguard.jwks.JwkSetFetcher;
import io.github.jotguard.spring.settings.BlankSettings;
import io.github.jotguard.spring.settings.DpopProperties;
import io.github.jotguard.spring.settings.IssuerProperties;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.PropertiesVerifierFactory;
import io.github.jotguard.spring.settings.RemoteKeys;
import io.github.jotguard.spring.settings.SharedSecrets;
import io.github.jotguard.spring.startup.CustomVerifierCheck;
import io.github.jotguard.spring.startup.KeyPreloader;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** The verifier. */
@AutoConfiguration
@ConditionalOnProperty(name = "jotguard.enabled", matchIfMissing = true)
@EnableConfigurationProperties({IssuerProperties.class, JotguardProperties.class})
final class JotguardAutoConfiguration {

    static final String VERIFIER = "jwtVerifier";

    @Bean
    @ConditionalOnMissingBean(name = "jotguardEarlySettingCheck")
    static EarlySettingCheck jotguardEarlySettingCheck(ConfigurableEnvironment environment, SharedSecrets secrets) {
        return new EarlySettingCheck(environment, secrets);
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardSharedSecrets")
    static SharedSecrets jotguardSharedSecrets() {
        return new SharedSecrets();
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardBlankSettings")
    static BlankSettings jotguardBlankSettings(Environment environment) {
        return new BlankSettings(environment);
    }

    @Bean(VERIFIER)
    @ConditionalOnMissingBean
    JwtVerifier jwtVerifier(
            IssuerProperties issuer,
            JotguardProperties properties,
            SharedSecrets secrets,
            ObjectProvider<TrustedIssuer.Builder> further,
            ObjectProvider<ClaimRule> rules,
            ObjectProvider<VerificationListener> listeners,
            ObjectProvider<JwkSetFetcher> fetcher) {
        RemoteKeys remoteKeys = new RemoteKeys(properties.refresh(), fetcher.getIfAvailable());
        return new PropertiesVerifierFactory(properties, remoteKeys, secrets)
                .build(issuer, further.orderedStream(), rules.orderedStream().toList(), listeners.orderedStream());
    }

    /** Creates the rules for DPoP proofs, which a bean of the application replaces as a whole. */
    @Bean
    @ConditionalOnMissingBean
    DpopSettings jotguardDpopSettings(JotguardProperties properties, ObjectProvider<ReplayStore> store) {
        return DpopProperties.settings(properties, store.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardBoundTokens")
    BoundTokenVerifier jotguardBoundTokens(JwtVerifier verifier, DpopSettings settings, JotguardProperties properties) {
        return BoundTokenVerifier.of(verifier, DpopProperties.withOriginOfResource(settings, properties));
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardKeysAtStartup")
    KeyPreloader jotguardKeysAtStartup(JotguardProperties properties, JwtVerifier verifier) {
        return new KeyPreloader(properties.startup(), verifier);
    }

    /** Support for the application's own verifier, processed before ours is defined. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(JwtVerifier.class)
    static class OwnVerifier {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardOwnVerifierCheck")
        CustomVerifierCheck jotguardOwnVerifierCheck(
                ListableBeanFactory beans, IssuerProperties issuer, JotguardProperties properties) {
            return new CustomVerifierCheck(beans, issuer, properties);
        }
    }
}
