package io.github.jotguard.spring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
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
 * Refuses properties under {@code jotguard} that nothing reads, because a misspelt demand is no demand. Spring Boot could do it for one class
 * of properties, but here two share a prefix. Leaves out environment variables and system properties, which others may have named for a reason
 * of their own.
 */
final class UnknownSettings {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("jotguard");
    private static final int MAX_TYPOS = 4;
    /** Has nothing, but does not say so beforehand, or else Spring Boot would not look for what is below a name that no source has. */
    private static final ConfigurationPropertySource MAY_HAVE_ANY = name -> null;

    private final ConfigurableEnvironment environment;
    /** Names that are read, as they are compared, and as they are written. */
    private final Map<String, String> known = new HashMap<>();

    UnknownSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
        know(PREFIX.append("enabled"));
        know(PREFIX.append("metrics.enabled"));
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        ConfigurationPropertySources.from(environment.getPropertySources()).forEach(sources::add);
        sources.add(MAY_HAVE_ANY);
        Binder binder = new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
        IgnoreErrorsBindHandler reader = new IgnoreErrorsBindHandler() {
            @Override
            public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
                know(name);
                return super.onStart(name, target, context);
            }
        };
        binder.bind(PREFIX, Bindable.of(IssuerProperties.class), reader);
        binder.bind(PREFIX, Bindable.of(JotguardProperties.class), reader);
    }

    /** @throws InvalidSettingException if there is one */
    void refuse() {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.from(environment.getPropertySources())) {
            if (source instanceof IterableConfigurationPropertySource names && !isOfTheProcess(source)) {
                names.stream()
                        .filter(PREFIX::isAncestorOf)
                        .filter(name -> !isKnown(name))
                        .findFirst()
                        .ifPresent(name -> refuse(name, origin(source, name)));
            }
        }
    }

    private static boolean isOfTheProcess(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && (underlying instanceof SystemEnvironmentPropertySource
                        || underlying.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME));
    }

    /** Where it is written, such as a line of a file; never what. */
    private static String origin(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        return property == null || property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
    }

    private void refuse(ConfigurationPropertyName name, String origin) {
        throw new InvalidSettingException(
                name + " is set" + origin + ", but there is no such property, so it would have no effect.",
                nearest(compared(name))
                        .map(likely -> "Did you mean " + likely + "? Otherwise remove " + name + ".")
                        .orElse("Correct the name, or remove " + name + "."));
    }

    private void know(ConfigurationPropertyName name) {
        known.put(compared(name), name.toString());
    }

    /** An entry of a list is known with the list, of which another source may have another form or fewer entries. */
    private boolean isKnown(ConfigurationPropertyName name) {
        return known.containsKey(compared(name))
                || (name.isLastElementIndexed() && known.containsKey(compared(name.getParent())));
    }

    /** Without case and dashes, which do not matter, and with all entries of a list alike. */
    private static String compared(ConfigurationPropertyName name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            text.append('.')
                    .append(name.isNumericIndex(i) ? "#" : name.getElement(i, ConfigurationPropertyName.Form.UNIFORM));
        }
        return text.toString();
    }

    private Optional<String> nearest(String name) {
        return known.keySet().stream()
                .filter(candidate -> Typos.between(candidate, name) <= MAX_TYPOS)
                .min((a, b) -> Integer.compare(Typos.between(a, name), Typos.between(b, name)))
                .map(known::get);
    }
}
