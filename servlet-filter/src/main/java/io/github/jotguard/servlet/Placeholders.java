package io.github.jotguard.servlet;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:otherwise}</code> by system properties and environment variables, so
 * that one deployment descriptor works in several environments.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)(?::([^}]*))?}");

    private static final String BEGIN = "${";

    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> environment;

    Placeholders(Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    static Placeholders ofSystem() {
        return new Placeholders(System::getProperty, System::getenv);
    }

    @Nullable
    String environment(String name) {
        return environment.apply(name);
    }

    /**
     * Replaces the placeholders of a text.
     *
     * @throws IllegalArgumentException if a name has neither a value nor a default, or a value holds a placeholder
     */
    String resolve(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        String resolved =
                matcher.replaceAll(match -> Matcher.quoteReplacement(finalValue(match.group(1), match.group(2))));
        if (resolved.contains(BEGIN)) {
            throw new IllegalArgumentException("It has ${ without }. Write placeholders as ${NAME} or ${NAME:default}");
        }
        return resolved;
    }

    /** Returns a value without placeholders. The value itself may be a secret, so it is not in the message. */
    private String finalValue(String name, @Nullable String otherwise) {
        String value = value(name, otherwise);
        if (value.contains(BEGIN)) {
            throw new IllegalArgumentException(
                    "The value of ${" + name + "} holds a placeholder itself. Set it to the final value");
        }
        return value;
    }

    private String value(String name, @Nullable String otherwise) {
        String property = properties.apply(name);
        String value = property == null || property.isEmpty() ? environment.apply(name) : property;
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (otherwise == null) {
            throw new IllegalArgumentException(
                    "${" + name + "} is neither a system property nor an environment variable");
        }
        return otherwise;
    }
}
