package io.github.jotguard.spring.security;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls every constructor of a type, private ones too, with nulls and with whatever can be created for its parameters: more than any
 * framework that creates objects by constructor can do.
 */
final class Constructors {

    private static final int DEPTH = 5;

    private Constructors() {}

    static boolean create(Class<?> type) {
        return any(type, DEPTH) != null;
    }

    private static @Nullable Object any(Class<?> type, int depth) {
        if (depth == 0 || Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            Object created = call(constructor, depth);
            if (created != null) {
                return created;
            }
        }
        return null;
    }

    private static @Nullable Object call(Constructor<?> constructor, int depth) {
        Class<?>[] types = constructor.getParameterTypes();
        @Nullable
        Object[] values = Arrays.stream(types).map(type -> value(type, depth)).toArray();
        @Nullable
        Object[] nulls = Arrays.stream(types)
                .map(type -> type.isPrimitive() ? value(type, depth) : null)
                .toArray();
        Object created = call(constructor, values);
        return created == null ? call(constructor, nulls) : created;
    }

    private static @Nullable Object call(Constructor<?> constructor, @Nullable Object[] arguments) {
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError rejected) {
            return null;
        }
    }

    private static @Nullable Object value(Class<?> type, int depth) {
        Optional<?> simple = simple(type);
        if (simple.isPresent()) {
            return simple.get();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(
                    Constructors.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
        }
        return any(type, depth - 1);
    }

    private static Optional<?> simple(Class<?> type) {
        List<?> samples =
                List.of("admin", 1, 1L, true, Instant.EPOCH, Duration.ofSeconds(1), Optional.of("admin"), new Object());
        if (type.isPrimitive()) {
            return Optional.of(Array.get(Array.newInstance(type, 1), 0));
        }
        if (type.isArray()) {
            return Optional.of(Array.newInstance(type.getComponentType(), 1));
        }
        if (type == Map.class) {
            return Optional.of(Map.of("sub", "admin"));
        }
        if (type == Set.class) {
            return Optional.of(Set.of("admin"));
        }
        if (type == List.class || type == Collection.class) {
            return Optional.of(List.of("admin"));
        }
        return samples.stream().filter(sample -> sample.getClass() == type).findFirst();
    }
}
