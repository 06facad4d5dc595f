package io.github.jotguard.spring;

import io.github.jotguard.TrustedIssuer;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.MethodMetadata;

/**
 * Checks the properties before any bean is created. A wrong one stops the start before the web server begins to start, which would log the
 * failure on its own, and also where beans are created when they are needed.
 */
final class EarlySettingCheck implements BeanFactoryPostProcessor {

    private static final String PREFIX = "jotguard";
    /** Set by Spring while it generates code at build time, where the settings of the application are not there. */
    private static final String AOT_PROCESSING = "spring.aot.processing";

    private final ConfigurableEnvironment environment;
    private final SharedSecrets secrets;

    EarlySettingCheck(ConfigurableEnvironment environment, SharedSecrets secrets) {
        this.environment = environment;
        this.secrets = secrets;
    }

    /** @throws InvalidSettingException if a setting is unknown, missing or wrong */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (Boolean.getBoolean(AOT_PROCESSING)) {
            return;
        }
        new UnknownSettings(environment).refuse();
        new UnresolvedPlaceholders(environment).reject();
        if (isOurs(beans)) {
            boolean hasBeans = beans.getBeanNamesForType(TrustedIssuer.Builder.class, true, false).length > 0;
            check(hasBeans);
        }
    }

    /** Not a verifier of the application, nor a mock of a test, for which no setting counts. */
    private static boolean isOurs(ConfigurableListableBeanFactory beans) {
        String name = JotguardAutoConfiguration.VERIFIER;
        if (!beans.containsBeanDefinition(name) || beans.containsSingleton(name)) {
            return false;
        }
        MethodMetadata method = beans.getBeanDefinition(name) instanceof AnnotatedBeanDefinition definition
                ? definition.getFactoryMethodMetadata()
                : null;
        return method != null && method.getDeclaringClassName().equals(JotguardAutoConfiguration.class.getName());
    }

    private void check(boolean hasBeans) {
        Binder binder = Binder.get(environment);
        BindHandler handler = new BlankSettings(environment).apply(BindHandler.DEFAULT);
        IssuerProperties issuer = binder.bindOrCreate(PREFIX, Bindable.of(IssuerProperties.class), handler);
        JotguardProperties properties = binder.bindOrCreate(PREFIX, Bindable.of(JotguardProperties.class), handler);
        properties.filter().realmOrDefault();
        new ConfiguredVerifier(properties, new RemoteKeys(properties.refresh(), null), secrets).check(issuer, hasBeans);
    }
}
