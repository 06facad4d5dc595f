package io.github.jotguard.spring.security;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.validation.DataBinder;

/** Creates an object of a type the way Spring creates the arguments of controllers and configuration properties: from names and texts. */
enum Binding {
    /** As Spring MVC and WebFlux do for a controller's parameter without annotation, by constructor and then by property. */
    DATA_BINDER {
        @Override
        @Nullable
        Object create(Class<?> type, Map<String, String> values) {
            DataBinder binder = new DataBinder(null, "jwt");
            binder.setTargetType(ResolvableType.forClass(type));
            binder.construct(new DataBinder.ValueResolver() {
                @Override
                public @Nullable Object resolveValue(String name, Class<?> wanted) {
                    return values.get(name);
                }

                @Override
                public Set<String> getNames() {
                    return values.keySet();
                }
            });
            return binder.getBindingResult().hasErrors() ? null : binder.getTarget();
        }
    },
    /** As Spring Boot does for configuration properties, by constructor if there is one, else by setters. */
    BOOT_BINDER {
        @Override
        @Nullable
        Object create(Class<?> type, Map<String, String> values) {
            Map<String, String> prefixed = new LinkedHashMap<>();
            values.forEach((name, value) -> prefixed.put("jwt." + name, value));
            return new Binder(new MapConfigurationPropertySource(prefixed)).bindOrCreate("jwt", Bindable.of(type));
        }
    };

    private static final int DEPTH = 5;

    /** Throws or returns null if there is no such object. */
    abstract @Nullable Object create(Class<?> type, Map<String, String> values);

    /**
     * Returns whether the type can be created, from nothing or from a text for each parameter of its constructors and
     * of theirs.
     */
    final boolean creates(Class<?> type) {
        return creates(type, Map.of()) || creates(type, everyName(type));
    }

    private boolean creates(Class<?> type, Map<String, String> values) {
        try {
            return create(type, values) != null;
        } catch (Exception | LinkageError rejected) {
            return false;
        }
    }

    private static Map<String, String> everyName(Class<?> type) {
        Map<String, String> names = new LinkedHashMap<>();
        addNames("", type, DEPTH, names);
        return names;
    }

    private static void addNames(String prefix, Class<?> type, int depth, Map<String, String> names) {
        if (depth == 0 || type.getName().startsWith("java")) {
            return;
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            for (Parameter parameter : constructor.getParameters()) {
                String name = prefix + parameter.getName();
                Class<?> of = parameter.getType();
                if (Map.class.isAssignableFrom(of)) {
                    names.put(name + "[sub]", "admin");
                } else if (Collection.class.isAssignableFrom(of) || of.isArray()) {
                    names.put(name + "[0]", "1");
                } else if (of.isEnum()) {
                    names.put(name, of.getEnumConstants()[0].toString());
                } else if (of == boolean.class || of == Boolean.class) {
                    names.put(name, "true");
                } else if (of.getName().startsWith("java.time")) {
                    names.put(name, of == java.time.Duration.class ? "PT1S" : "2030-01-01T00:00:00Z");
                } else if (of.isPrimitive() || of.getName().startsWith("java")) {
                    names.put(name, "1");
                } else {
                    addNames(name + ".", of, depth - 1, names);
                }
            }
        }
    }
}
