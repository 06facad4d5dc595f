package io.github.jotguard.spring.settings;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * Treats a blank property under {@code jotguard} as not set. {@code ${VARIABLE:}} results in one, and a profile writes
 * one to undo a setting. An element of a list, the value of a claim and the scopes of a path stay as they are: their readers reject a blank
 * one by name.
 *
 * <p>Internal: may change without notice.
 */
public final class BlankSettings implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("jotguard");
    private static final String CLAIMS = "claims";
    private static final String REQUIRE_SCOPE_AT = "requirescopeat";
    private static final String AUTHORITIES = "authorities";

    private final PropertySourcesPlaceholdersResolver placeholders;

    public BlankSettings(Environment environment) {
        this.placeholders = new PropertySourcesPlaceholdersResolver(environment);
    }

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(handler) {
            @Override
            public <T> @Nullable Bindable<T> onStart(
                    ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
                return mayBeAbsent(name) && isBlank(name, target, context)
                        ? null
                        : super.onStart(name, target, context);
            }
        };
    }

    private static boolean mayBeAbsent(ConfigurationPropertyName name) {
        if (!PREFIX.isAncestorOf(name) || name.isLastElementIndexed()) {
            return false;
        }
        ConfigurationPropertyName parent = name.getParent();
        return !isCalled(parent, CLAIMS) && !isCalled(parent, REQUIRE_SCOPE_AT) && !isPrefixOfAuthorities(name);
    }

    /** Returns whether the name is the prefix of authorities, which may be blank on purpose. */
    private static boolean isPrefixOfAuthorities(ConfigurationPropertyName name) {
        return name.getNumberOfElements() > 1
                && AUTHORITIES.equals(name.getElement(1, Form.UNIFORM))
                && isCalled(name, "prefix");
    }

    private static boolean isCalled(ConfigurationPropertyName name, String element) {
        return element.equals(name.getLastElement(Form.UNIFORM));
    }

    /**
     * Returns whether the value in the source that counts is blank. As in Spring Boot, that is for a list the first
     * source that has any element, else the first that has the name.
     */
    private boolean isBlank(ConfigurationPropertyName name, Bindable<?> target, BindContext context) {
        boolean isList = Collection.class.isAssignableFrom(target.getType().resolve(Object.class));
        boolean isBlank = false;
        for (ConfigurationPropertySource source : context.getSources()) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null && !isBlank) {
                isBlank = isBlank(property.getValue());
                if (!isBlank || isList) {
                    return isBlank;
                }
            }
            if (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
                return false;
            }
        }
        return isBlank;
    }

    private boolean isBlank(@Nullable Object value) {
        return value instanceof CharSequence text
                && String.valueOf(placeholders.resolvePlaceholders(text.toString()))
                        .isBlank();
    }
}
