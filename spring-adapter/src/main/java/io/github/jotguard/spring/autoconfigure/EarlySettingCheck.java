package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.spring.reactive.ExcludedPaths;
import io.github.jotguard.spring.settings.AuthoritiesSetting;
import io.github.jotguard.spring.settings.BlankSettings;
import io.github.jotguard.spring.settings.BoundNames;
import io.github.jotguard.spring.settings.FilterSettings;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.IssuerProperties;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.PropertiesVerifierFactory;
import io.github.jotguard.spring.settings.RemoteKeys;
import io.github.jotguard.spring.settings.RequiredScopes;
import io.github.jotguard.spring.settings.ResourceProperties;
import io.github.jotguard.spring.settings.SharedSecrets;
import io.github.jotguard.spring.settings.UnboundEntries;
import io.github.jotguard.spring.settings.UnknownProperties;
import io.github.jotguard.spring.settings.UnresolvedPlaceholders;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks the properties before any bean is created. A wrong one then stops the startup before that of the web server
 * begins, which would log the failure on its own. It does so also if beans are created when they are needed.
 */
final class EarlySettingCheck implements BeanFactoryPostProcessor {

    private static final String PREFIX = "jotguard";
    /** The property that Spring sets while it generates code at build time, without the settings of the application. */
    private static final String AOT_PROCESSING = "spring.aot.processing";

    private static final List<String> SWITCHES =
            List.of("jotguard.enabled", "jotguard.filter.enabled", "jotguard.metrics.enabled");

    private final ConfigurableEnvironment environment;
    private final SharedSecrets secrets;

    EarlySettingCheck(ConfigurableEnvironment environment, SharedSecrets secrets) {
        this.environment = environment;
        this.secrets = secrets;
    }

    /**
     * Checks the settings.
     *
     * @throws InvalidSettingException if a setting is unknown, missing or wrong
     */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (Boolean.getBoolean(AOT_PROCESSING)) {
            return;
        }
        boolean isVerifierOurs =
                isDefinedBy(JotguardAutoConfiguration.class, JotguardAutoConfiguration.VERIFIER, beans);
        BoundNames bound = new BoundNames();
        JotguardProperties properties;
        @Nullable IssuerProperties issuer = null;
        try {
            properties = bind(JotguardProperties.class, bound);
            if (isVerifierOurs) {
                issuer = bind(IssuerProperties.class, bound);
            }
        } catch (RuntimeException failure) {
            checkTexts(bound); // its message is the better one
            throw failure;
        }
        checkTexts(bound);
        checkShared(properties);
        if (issuer != null) {
            boolean hasBeans = beans.getBeanNamesForType(TrustedIssuer.Builder.class, true, false).length > 0;
            checkVerifier(properties, issuer, hasBeans);
        }
        if (isDefinedBy(JotguardServletAutoConfiguration.class, JotguardServletAutoConfiguration.OUR_FILTER, beans)) {
            FilterSettings.check(properties);
        }
        if (isDefinedBy(
                JotguardWebFluxAutoConfiguration.Filter.class, JotguardWebFluxAutoConfiguration.OUR_FILTER, beans)) {
            ExcludedPaths.check(properties);
            RequiredScopes.checkReachable(properties);
        }
    }

    /** Checks the names of all properties, and what their values hold before they are converted. */
    private void checkTexts(BoundNames bound) {
        new UnknownProperties(environment, bound).reject();
        new UnresolvedPlaceholders(environment).reject();
        SWITCHES.forEach(this::checkSwitch);
    }

    /**
     * Returns whether our configuration will create a bean, and not the application or a mock of a test, for which no
     * setting counts. The definitions that Spring generates at build time name the configuration too, but not the
     * method.
     */
    private static boolean isDefinedBy(Class<?> configuration, String bean, ConfigurableListableBeanFactory beans) {
        if (!beans.containsBeanDefinition(bean) || beans.containsSingleton(bean)) {
            return false;
        }
        String owner = beans.getBeanDefinition(bean).getFactoryBeanName();
        return owner != null
                && beans.containsBeanDefinition(owner)
                && configuration.getName().equals(beans.getBeanDefinition(owner).getBeanClassName());
    }

    /** Checks a property that Spring Boot's conditions read, for which everything but {@code false} is true. */
    private void checkSwitch(String name) {
        String value = environment.getProperty(name);
        if (value != null && !value.isBlank() && !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new InvalidSettingException(
                    name + " must be true or false.", "Set " + name + " to true or false, or remove it.");
        }
    }

    /** Checks the settings that count with a verifier of the application too. None of them must be set. */
    private static void checkShared(JotguardProperties properties) {
        properties.filter().realmOrDefault();
        RequiredScopes.of(properties);
        ResourceProperties.check(properties);
        AuthoritiesSetting.check(properties.authorities());
    }

    private void checkVerifier(JotguardProperties properties, IssuerProperties issuer, boolean hasBeans) {
        new PropertiesVerifierFactory(properties, new RemoteKeys(properties.refresh(), null), secrets)
                .check(issuer, hasBeans);
    }

    private <T> T bind(Class<T> type, BoundNames bound) {
        BindHandler handler = bound.collecting(new BlankSettings(environment).apply(BindHandler.DEFAULT));
        try {
            return Binder.get(environment).bindOrCreate(PREFIX, Bindable.of(type), handler);
        } catch (BindException failure) {
            if (failure.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                throw UnboundEntries.of(unbound);
            }
            throw failure;
        }
    }
}
