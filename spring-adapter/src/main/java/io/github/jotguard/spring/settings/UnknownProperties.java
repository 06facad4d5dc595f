package io.github.jotguard.spring.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Rejects properties under {@code jotguard} that nothing reads, because a misspelt requirement has no effect. Spring
 * Boot could do it for one class of properties, but here two share a prefix. Ignores environment variables and system
 * properties, which may exist for other reasons.
 *
 * <p>Internal: may change without notice.
 */
public final class UnknownProperties {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("jotguard");

    private final ConfigurableEnvironment environment;
    private final BoundNames bound;
    /** All names; null until a property is set that was not bound, because to collect them costs as much as to bind. */
    private @Nullable SettingNames names;

    /** @param bound the names that were bound; none if binding failed before */
    public UnknownProperties(ConfigurableEnvironment environment, BoundNames bound) {
        this.environment = environment;
        this.bound = bound;
    }

    /**
     * Rejects the first unknown property.
     *
     * @throws InvalidSettingException if there is one
     */
    public void reject() {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.from(environment.getPropertySources())) {
            if (source instanceof IterableConfigurationPropertySource listed && !isOfTheProcess(source)) {
                listed.stream()
                        .filter(PREFIX::isAncestorOf)
                        .filter(name -> !bound.contains(name) && !names().contains(name))
                        .findFirst()
                        .ifPresent(name -> reject(name, origin(source, name)));
            }
        }
    }

    private SettingNames names() {
        SettingNames all = names;
        if (all == null) {
            all = new SettingNames(PREFIX);
            names = all;
        }
        return all;
    }

    private static boolean isOfTheProcess(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && (underlying instanceof SystemEnvironmentPropertySource
                        || underlying.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME));
    }

    /** Returns the place of a property, such as a line of a file; never its value. */
    private static String origin(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        return property == null || property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
    }

    private void reject(ConfigurationPropertyName name, String origin) {
        throw new InvalidSettingException(
                name + " is set" + origin + ", but there is no such property, so it would have no effect.",
                SettingHints.of(name, names())
                        .map(hint -> hint + " Otherwise remove " + name + ".")
                        .orElse("Correct the name, or remove " + name + "."));
    }
}
