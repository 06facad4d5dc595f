package io.github.jotguard.spring.settings;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * The names that Spring Boot looked for while it bound properties. All properties that are set and known are among
 * them. Not thread-safe.
 *
 * <p>Internal: may change without notice.
 */
public final class BoundNames {

    private final Set<String> names = new HashSet<>();

    /** Returns a handler that collects the names and leaves everything else to the other. */
    public BindHandler collecting(BindHandler handler) {
        return new AbstractBindHandler(handler) {
            @Override
            public <T> @Nullable Bindable<T> onStart(
                    ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
                names.add(SettingNames.compared(name));
                return super.onStart(name, target, context);
            }
        };
    }

    /** Returns whether the name was looked for, in any spelling. */
    boolean contains(ConfigurationPropertyName name) {
        return names.contains(SettingNames.compared(name));
    }
}
