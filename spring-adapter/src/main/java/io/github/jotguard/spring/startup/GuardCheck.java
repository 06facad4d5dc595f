package io.github.jotguard.spring.startup;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.spring.security.ResourceServer;
import io.github.jotguard.spring.settings.BlankSettings;
import io.github.jotguard.spring.settings.IssuerProperties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.core.env.Environment;

/**
 * Compares the configured issuers with the protection of the requests.
 *
 * <p>Internal: may change without notice.
 */
public final class GuardCheck {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private static final String PREFIX = "jotguard";
    private static final String ENABLED = "jotguard.enabled";
    private static final String FILTER_ENABLED = "jotguard.filter.enabled";

    private final ListableBeanFactory beans;
    private final Environment environment;

    public GuardCheck(ListableBeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    /**
     * Logs one line if an issuer is configured and requests are not protected.
     *
     * @param hasSecurityChain true if Spring Security's chain comes before the application
     * @param guarded the paths that a filter of Jotguard protects
     * @param everything the form of all paths among them
     */
    public void warn(boolean hasSecurityChain, Set<String> guarded, String everything) {
        if (!isOn(ENABLED)) {
            if (hasConfiguredIssuer()) {
                LOG.warn(
                        "{} is false, so Jotguard verifies no token, although an issuer is configured. Every path is"
                                + " open unless something else guards it",
                        ENABLED);
            }
            return;
        }
        if (beans.getBeanProvider(JwtVerifier.class).stream().findAny().isEmpty()
                || guarded.contains(everything)
                || (hasResourceServer() && hasSecurityChain)) {
            return;
        }
        if (!guarded.isEmpty()) {
            LOG.warn(
                    "The application registers a filter of Jotguard for {} alone, so there is no other one. Every"
                            + " other path is open unless something else guards it. Map the filter to {} to guard them"
                            + " too",
                    guarded,
                    everything);
        } else if (!isOn(FILTER_ENABLED)) {
            LOG.warn(
                    "{} is false, so no filter of Jotguard guards the requests, although an issuer is configured."
                            + " Every path is open unless something else guards it",
                    FILTER_ENABLED);
        } else {
            LOG.warn("No filter of Jotguard guards the requests, although an issuer is configured: another bean takes"
                    + " its place, it is not registered, or its auto-configuration is excluded. Every path is open"
                    + " unless something else guards it");
        }
    }

    private boolean isOn(String property) {
        return !"false".equalsIgnoreCase(environment.getProperty(property));
    }

    private boolean hasResourceServer() {
        ClassLoader loader =
                beans instanceof ConfigurableBeanFactory configurable ? configurable.getBeanClassLoader() : null;
        return ResourceServer.isPresent(loader);
    }

    /** Returns whether an issuer is configured, even one that could not be used. */
    private boolean hasConfiguredIssuer() {
        Binder binder = Binder.get(environment);
        BindHandler handler = new BlankSettings(environment).apply(new IgnoreErrorsBindHandler());
        boolean hasOne = binder.bind(PREFIX, Bindable.of(IssuerProperties.class), handler)
                .map(IssuerProperties::namesIssuer)
                .orElse(false);
        return hasOne
                || binder.bind(PREFIX + ".issuers", Bindable.listOf(IssuerProperties.class), handler)
                        .map(issuers -> !issuers.isEmpty())
                        .orElse(false);
    }
}
