package io.github.jotguard.spring.caller;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.CurrentUserResolver;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * A parameter that our resolvers fill, and a data binder must not: its type mentions {@link VerifiedJwt}, in any
 * wrapper, or it has {@link CurrentUser}.
 *
 * <p>Internal: may change without notice.
 *
 * @param isCurrentUser true for a user
 * @param wrapper the wrapper of the value
 * @param type the type inside of the wrapper
 */
public record CallerParameter(MethodParameter parameter, boolean isCurrentUser, Wrapper wrapper, ResolvableType type) {

    /** Generic types nest no deeper in practice; a type variable can be bound by itself. */
    private static final int MAX_DEPTH = 8;

    private static final String MONO = "reactor.core.publisher.Mono";

    /** The possible wrappers of a value. */
    public enum Wrapper {
        NONE,
        OPTIONAL,
        /** Supported in WebFlux and GraphQL. */
        MONO
    }

    /**
     * Returns the parameter, or null if it is not one of ours. Of a type whose arguments name a missing class, only the
     * class itself counts: nobody can fill it.
     */
    public static @Nullable CallerParameter of(MethodParameter parameter) {
        if (isContinuation(parameter)) {
            return null;
        }
        try {
            return of(parameter, ResolvableType.forMethodParameter(parameter));
        } catch (TypeNotPresentException missing) {
            return of(parameter, ResolvableType.forRawClass(parameter.getParameterType()));
        }
    }

    private static @Nullable CallerParameter of(MethodParameter parameter, ResolvableType declared) {
        boolean isCurrentUser = hasCurrentUser(parameter);
        if (!isCurrentUser && !mentionsVerifiedJwt(declared, 0)) {
            return null;
        }
        Wrapper wrapper = wrapper(declared);
        return new CallerParameter(
                parameter, isCurrentUser, wrapper, wrapper == Wrapper.NONE ? declared : declared.getGeneric(0));
    }

    /** Returns the parameter, which must be one of ours. */
    public static CallerParameter require(MethodParameter parameter) {
        CallerParameter ours = of(parameter);
        if (ours == null) {
            throw new IllegalArgumentException(parameter + " takes neither a VerifiedJwt nor the current user");
        }
        return ours;
    }

    /**
     * Returns whether it is the last parameter of a suspending Kotlin function. Its type mentions the return type of
     * the function, and Spring fills it.
     */
    private static boolean isContinuation(MethodParameter parameter) {
        Method method = parameter.getMethod();
        return method != null
                && parameter.getParameterIndex() == method.getParameterCount() - 1
                && KotlinDetector.isSuspendingFunction(method);
    }

    private static boolean hasCurrentUser(MethodParameter parameter) {
        for (Annotation annotation : parameter.getParameterAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (type == CurrentUser.class || AnnotatedElementUtils.isAnnotated(type, CurrentUser.class)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentionsVerifiedJwt(ResolvableType type, int depth) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        Class<?> raw = type.resolve();
        return (raw != null && VerifiedJwt.class.isAssignableFrom(raw))
                || (type.isArray() && mentionsVerifiedJwt(type.getComponentType(), depth + 1))
                || Arrays.stream(type.getGenerics()).anyMatch(generic -> mentionsVerifiedJwt(generic, depth + 1));
    }

    private static Wrapper wrapper(ResolvableType declared) {
        Class<?> raw = declared.resolve();
        if (raw == Optional.class) {
            return Wrapper.OPTIONAL;
        }
        return raw != null && raw.getName().equals(MONO) ? Wrapper.MONO : Wrapper.NONE;
    }

    /**
     * Returns whether the parameter can be filled. For {@link VerifiedJwt} only that type is possible; for users, any
     * type that a {@link CurrentUserResolver} returns.
     *
     * @param canBeMono true if a Mono is resolved here
     */
    boolean isSupported(boolean canBeMono) {
        return (wrapper != Wrapper.MONO || canBeMono) && (isCurrentUser || type.resolve() == VerifiedJwt.class);
    }

    /** Returns whether the value may be absent: null, an empty Optional or an empty Mono. */
    boolean isOptional() {
        return parameter.isOptional() || hasNullable();
    }

    /**
     * Returns whether the type has an annotation {@code Nullable}. Spring Framework 6.2 does not see annotations of
     * types, such as those of JSpecify.
     */
    private boolean hasNullable() {
        return Arrays.stream(parameter.getParameter().getAnnotatedType().getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    /** Returns the name of the class and the method, and the number of the parameter. */
    String description() {
        return "Parameter " + (parameter.getParameterIndex() + 1) + " (" + parameter.getParameter() + ") of "
                + parameter.getContainingClass().getName() + "."
                + parameter.getExecutable().getName();
    }
}
