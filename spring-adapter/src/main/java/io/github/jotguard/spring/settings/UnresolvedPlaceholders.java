package io.github.jotguard.spring.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Rejects properties under {@code jotguard} whose value still has a placeholder. Spring Boot leaves a placeholder as it
 * is if it has no value: as a secret it would be a published one.
 *
 * <p>Internal: may change without notice.
 */
public final class UnresolvedPlaceholders {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("jotguard");
    private static final String SECRET = "secret";

    /** Placeholders of Spring. In random text they are so rare that a match is rejected even in a secret. */
    private static final Pattern SPRING = Pattern.compile("\\$\\{[^}]*}");
    /** Placeholders of SpEL, Kubernetes, Maven, and of Helm, Jinja and Mustache. */
    private static final Pattern OTHER = Pattern.compile(
            "\\$\\{[^}]*|#\\{[^}]*}|\\$\\([A-Za-z_][A-Za-z0-9_.-]*\\)|@[A-Za-z_][A-Za-z0-9_.-]*@|\\{\\{[^}]*}}");
    /** The parts that may be shown: names that people write, and nothing else that may be a part of a secret. */
    private static final Pattern NAMES = Pattern.compile("[$#]\\{ *([A-Za-z_][A-Za-z0-9_.\\-\\[\\]]{0,79}) *[:}]|"
            + "\\$\\(([A-Za-z0-9_.-]{1,80})\\)|@([A-Za-z0-9_.-]{1,80})@|\\{\\{[ .]*([A-Za-z0-9_.-]{1,80}) *}}");

    private final ConfigurableEnvironment environment;
    private final PropertySourcesPlaceholdersResolver resolver;

    public UnresolvedPlaceholders(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.resolver = new PropertySourcesPlaceholdersResolver(environment);
    }

    /**
     * Rejects the first placeholder.
     *
     * @throws InvalidSettingException if there is one; it names the property and the variable
     */
    public void reject() {
        List<ConfigurationPropertySource> before = new ArrayList<>();
        Set<ConfigurationPropertyName> decided = new HashSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.from(environment.getPropertySources())) {
            if (source instanceof IterableConfigurationPropertySource names) {
                List<ConfigurationPropertyName> effective = names.stream()
                        .filter(PREFIX::isAncestorOf)
                        .filter(name -> !decided.contains(listOf(name)))
                        .filter(name -> before.stream().noneMatch(first -> decides(first, name)))
                        .toList();
                effective.stream().map(source::getConfigurationProperty).forEach(this::check);
                effective.forEach(name -> decided.add(listOf(name)));
            }
            before.add(source);
        }
    }

    /**
     * Returns whether a source has a value for the name or for the list that it belongs to, by any name that Spring
     * Boot looks for, such as {@code JOTGUARD_JWKS_URI}.
     */
    private static boolean decides(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationPropertyName list = listOf(name);
        return source.getConfigurationProperty(list) != null
                || (!list.equals(name) && source.getConfigurationProperty(list.append("[0]")) != null);
    }

    /** Returns the list that a name belongs to, which one source decides as a whole; else the name. */
    private static ConfigurationPropertyName listOf(ConfigurationPropertyName name) {
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            if (name.isNumericIndex(i)) {
                return name.chop(i);
            }
        }
        return name;
    }

    private void check(@Nullable ConfigurationProperty property) {
        if (property == null) {
            return;
        }
        boolean isSecret = SECRET.equals(property.getName().getLastElement(ConfigurationPropertyName.Form.UNIFORM));
        texts(property.getValue())
                .map(text -> String.valueOf(resolver.resolvePlaceholders(text)))
                .filter(text -> holdsPlaceholder(text, isSecret))
                .findFirst()
                .ifPresent(text -> reject(property, text));
    }

    private static Stream<String> texts(@Nullable Object value) {
        if (value instanceof Collection<?> values) {
            return values.stream().flatMap(UnresolvedPlaceholders::texts);
        }
        if (value instanceof Object[] values) {
            return Arrays.stream(values).flatMap(UnresolvedPlaceholders::texts);
        }
        return value instanceof CharSequence text ? Stream.of(text.toString()) : Stream.empty();
    }

    private static boolean holdsPlaceholder(String text, boolean isSecret) {
        return SPRING.matcher(text).find()
                || (isSecret
                        ? OTHER.matcher(text.strip()).matches()
                        : OTHER.matcher(text).find());
    }

    private static void reject(ConfigurationProperty property, String text) {
        String origin = property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
        Matcher names = NAMES.matcher(text);
        String name = names.find()
                ? Stream.of(names.group(1), names.group(2), names.group(3), names.group(4))
                        .filter(group -> group != null)
                        .findFirst()
                        .orElse("")
                : "";
        throw new InvalidSettingException(
                property.getName() + origin + " still holds a placeholder" + (name.isEmpty() ? "" : " for " + name)
                        + ": it was not resolved.",
                (name.isEmpty() ? "Set what it stands for" : "Set " + name + " as an environment variable or property")
                        + ", or change " + property.getName()
                        + ". The text of a placeholder is never taken as a value.");
    }
}
