package io.github.jotguard.spring.caller;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * The types that a data binder or a JSON mapper fills from a request, such as forms. A parameter of theirs with
 * {@code @CurrentUser} would receive what the caller sends. Not thread-safe.
 */
final class FilledTypes {

    /** Generic types nest no deeper in practice; a type variable can be bound by itself. */
    private static final int MAX_DEPTH = 8;

    /** The packages of types that have no parameter of ours. */
    private static final List<String> OF_OTHERS =
            List.of("java.", "javax.", "jakarta.", "kotlin.", "org.springframework.", "reactor.");

    private final Set<Class<?>> seen = new HashSet<>();

    /**
     * Returns the first parameter with {@code @CurrentUser} in the type of a parameter or in those that it is made of,
     * or null. If a method or constructor names a class that is missing, only the classes of its parameters count.
     */
    @Nullable
    CallerParameter findCurrentUser(MethodParameter parameter) {
        try {
            return find(ResolvableType.forMethodParameter(parameter), 0);
        } catch (TypeNotPresentException missing) {
            return find(ResolvableType.forRawClass(parameter.getParameterType()), 0);
        }
    }

    private @Nullable CallerParameter find(ResolvableType type, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        if (type.isArray()) {
            return find(type.getComponentType(), depth + 1);
        }
        Class<?> raw = type.resolve();
        if (raw != null && !isOfOthers(raw) && seen.add(raw)) {
            CallerParameter found = findIn(raw);
            if (found != null) {
                return found;
            }
        }
        for (ResolvableType argument : type.getGenerics()) {
            CallerParameter found = find(argument, depth + 1);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A class may name others that are missing; then nobody can fill it either. */
    private @Nullable CallerParameter findIn(Class<?> type) {
        try {
            for (MethodParameter parameter : parameters(type).toList()) {
                CallerParameter ours = CallerParameter.of(parameter);
                CallerParameter found = ours != null && ours.isCurrentUser() ? ours : findCurrentUser(parameter);
                if (found != null) {
                    return found;
                }
            }
            return null;
        } catch (LinkageError missing) {
            return null;
        }
    }

    /** Returns the parameters of constructors, factories and setters. */
    private static Stream<MethodParameter> parameters(Class<?> type) {
        Stream<Executable> methods = Arrays.stream(type.getMethods())
                .filter(method -> isSetter(method) || isFactory(method, type))
                .map(Executable.class::cast);
        return Stream.concat(Arrays.stream(type.getDeclaredConstructors()), methods)
                .flatMap(filler -> IntStream.range(0, filler.getParameterCount())
                        .mapToObj(index -> MethodParameter.forExecutable(filler, index)));
    }

    private static boolean isSetter(Method method) {
        return method.getParameterCount() == 1 && method.getName().startsWith("set");
    }

    private static boolean isFactory(Method method, Class<?> type) {
        return Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type;
    }

    private static boolean isOfOthers(Class<?> type) {
        return type.isPrimitive() || OF_OTHERS.stream().anyMatch(type.getName()::startsWith);
    }
}
