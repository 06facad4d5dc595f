package io.github.jotguard.spring;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.logging.RateLimitedLogger;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/** Makes the value of a parameter of type {@link VerifiedJwt} or of a {@link CurrentUser} parameter from the caller's token. */
final class UserLookup {

    private static final Logger LOG = LoggerFactory.getLogger(UserLookup.class);

    private final ListableBeanFactory beans;
    private final RateLimitedLogger nulls = RateLimitedLogger.of(UserLookup.class);
    private final RateLimitedLogger failures = RateLimitedLogger.of(UserLookup.class);
    private final JotguardProperties.UnknownUser unknownUser;
    /** By the type of the user; finding a bean by its type takes long. */
    private final Map<Type, CurrentUserResolver<?>> resolvers = new ConcurrentHashMap<>();

    UserLookup(ListableBeanFactory beans, JotguardProperties.UnknownUser unknownUser) {
        this.beans = beans;
        this.unknownUser = unknownUser;
    }

    boolean supports(MethodParameter parameter) {
        return isCurrentUser(parameter) || type(parameter).resolve() == VerifiedJwt.class;
    }

    static boolean isCurrentUser(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(CurrentUser.class);
    }

    /**
     * The value, not yet wrapped in an {@code Optional}.
     *
     * @throws RequestRefusedException if it is needed and is not there
     */
    Optional<?> find(MethodParameter parameter, Optional<VerifiedJwt> token) {
        if (token.isEmpty() && !isOptional(parameter)) {
            throw new RequestRefusedException(Problem.missingToken());
        }
        return isCurrentUser(parameter) ? token.flatMap(jwt -> user(parameter, jwt)) : token;
    }

    private Optional<?> user(MethodParameter parameter, VerifiedJwt jwt) {
        Optional<?> user = ask(resolver(parameter), jwt);
        if (user.isEmpty() && !isOptional(parameter)) {
            throw new RequestRefusedException(Problem.userNotFound(unknownUser));
        }
        return user;
    }

    private Optional<?> ask(CurrentUserResolver<?> resolver, VerifiedJwt jwt) {
        try {
            Optional<?> user = resolver.find(jwt);
            if (user != null) {
                return user;
            }
            nulls.warn("CurrentUserResolver gave null in place of an Optional, so the request is answered 503");
        } catch (Throwable failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            // a message may quote a claim, so the whole failure is for those who ask for it
            failures.warn(
                    "Looking up the current user failed, so the request is answered 503: {}",
                    failure.getClass().getName());
            LOG.debug("Looking up the current user failed", failure);
        }
        throw new RequestRefusedException(Problem.temporarilyUnavailable());
    }

    /** @throws InvalidSettingException if there is no bean, or more than one, for the type */
    CurrentUserResolver<?> resolver(MethodParameter parameter) {
        CurrentUserResolver<?> known = resolvers.get(type(parameter).getType());
        if (known != null) {
            return known;
        }
        ResolvableType wanted = ResolvableType.forClassWithGenerics(CurrentUserResolver.class, type(parameter));
        Object resolver = beans.getBeanProvider(wanted).getIfUnique();
        if (resolver instanceof CurrentUserResolver<?> found) {
            resolvers.put(type(parameter).getType(), found);
            return found;
        }
        throw new InvalidSettingException(
                parameter.getExecutable()
                        + " has a parameter with @CurrentUser, but there is not exactly one bean of type " + wanted
                        + ".",
                "Define a bean of type CurrentUserResolver<" + type(parameter) + ">.");
    }

    /** Spring Framework 6.2 does not see annotations of types, such as those of JSpecify. */
    private static boolean isOptional(MethodParameter parameter) {
        return parameter.isOptional()
                || Arrays.stream(parameter.getParameter().getAnnotatedType().getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private static ResolvableType type(MethodParameter parameter) {
        ResolvableType type = ResolvableType.forMethodParameter(parameter);
        return type.resolve() == Optional.class ? type.getGeneric(0) : type;
    }
}
