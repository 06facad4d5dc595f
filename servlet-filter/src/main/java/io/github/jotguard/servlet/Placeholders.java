package io.github.jotguard.servlet;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts system properties and environment variables in the place of <code>${NAME}</code> and <code>${NAME:otherwise}</code>, so that one
 * deployment descriptor does for several environments.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)(?::([^}]*))?}");

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

    /** Throws {@link IllegalArgumentException} for a name that has no value and no other. */
    String resolve(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), match.group(2))));
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
