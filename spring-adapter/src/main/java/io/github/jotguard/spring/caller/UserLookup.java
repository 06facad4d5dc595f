package io.github.jotguard.spring.caller;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import io.github.jotguard.logging.SafeLogging;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.CurrentUserResolver;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.JotguardProperties;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Creates the value of a parameter of type {@link VerifiedJwt} or of a {@link CurrentUser} parameter from the caller's
 * token.
 *
 * <p>Internal: may change without notice.
 */
public final class UserLookup {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    /** The name of a class that is present in tests. */
    private static final String TEST_CONTEXT = "org.springframework.test.context.TestContext";

    private final ListableBeanFactory beans;
    private final RateLimitedLogger nulls = RateLimitedLogger.of(LoggerNames.SPRING);
    private final RateLimitedLogger failures = RateLimitedLogger.of(LoggerNames.SPRING);
    private final JotguardProperties.UnknownUser unknownUser;
    /** The resolvers by the type of the user; finding a bean by its type takes long. */
    private final Map<Type, CurrentUserResolver<?>> resolvers = new ConcurrentHashMap<>();

    public UserLookup(ListableBeanFactory beans, JotguardProperties.UnknownUser unknownUser) {
        this.beans = beans;
        this.unknownUser = unknownUser;
    }

    /**
     * Returns the look-up for a parameter that can be filled.
     *
     * @param users null if Jotguard is switched off
     * @param canBeMono true if a Mono is resolved here
     * @throws UnverifiedCallerException if the parameter cannot be filled
     */
    public static UserLookup requireFor(CallerParameter parameter, @Nullable UserLookup users, boolean canBeMono) {
        if (users == null) {
            throw UnverifiedCallerException.switchedOff(parameter);
        }
        if (!parameter.isSupported(canBeMono)) {
            throw UnverifiedCallerException.unsupported(parameter);
        }
        return users;
    }

    /**
     * Finds the value, not yet in its wrapper.
     *
     * @throws RequestRejectedException if it is required and absent
     */
    public Optional<?> find(CallerParameter parameter, Optional<VerifiedJwt> token) {
        if (token.isEmpty() && !parameter.isOptional()) {
            throw new RequestRejectedException(BearerError.missingToken());
        }
        return parameter.isCurrentUser() ? token.flatMap(jwt -> user(parameter, jwt)) : token;
    }

    private Optional<?> user(CallerParameter parameter, VerifiedJwt jwt) {
        Optional<?> user = resolve(resolver(parameter), jwt);
        if (user.isEmpty() && !parameter.isOptional()) {
            throw new RequestRejectedException(BearerError.userNotFound(unknownUser.status()));
        }
        return user;
    }

    private Optional<?> resolve(CurrentUserResolver<?> resolver, VerifiedJwt jwt) {
        try {
            Optional<?> user = resolver.find(jwt);
            if (user != null) {
                return user;
            }
            nulls.warn("CurrentUserResolver returned null instead of an Optional, so the request is answered 503");
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            // a message may quote a claim, so the whole failure is for those who ask for it
            failures.warn(
                    "Looking up the current user failed, so the request is answered 503: {}",
                    failure.getClass().getName());
            SafeLogging.run(() -> LOG.debug("Looking up the current user failed", failure));
        }
        throw new RequestRejectedException(BearerError.temporarilyUnavailable());
    }

    /**
     * Finds the resolver of a parameter.
     *
     * @throws InvalidSettingException if there is no bean, or more than one, for the type
     */
    CurrentUserResolver<?> resolver(CallerParameter parameter) {
        Type user = parameter.type().getType();
        CurrentUserResolver<?> known = resolvers.get(user);
        if (known != null) {
            return known;
        }
        ResolvableType wanted = ResolvableType.forClassWithGenerics(CurrentUserResolver.class, parameter.type());
        if (beans.getBeanProvider(wanted).getIfUnique() instanceof CurrentUserResolver<?> found) {
            resolvers.put(user, found);
            return found;
        }
        throw notOne(parameter, wanted, List.of(beans.getBeanNamesForType(wanted)));
    }

    private static InvalidSettingException notOne(
            CallerParameter parameter, ResolvableType wanted, List<String> found) {
        if (!found.isEmpty()) {
            return new InvalidSettingException(
                    parameter.description() + " has @CurrentUser, but there is more than one bean of type " + wanted
                            + ": " + String.join(", ", found) + ".",
                    "Mark one of them with @Primary.");
        }
        String inSlice = ClassUtils.isPresent(TEST_CONTEXT, UserLookup.class.getClassLoader())
                ? " If the application has one, this test leaves it out, as @WebMvcTest and @WebFluxTest leave out"
                        + " what is no part of the web: put @Import on the test class, with the class that "
                        + "is or defines"
                        + " the bean."
                : "";
        return new InvalidSettingException(
                parameter.description() + " has @CurrentUser, but there is no bean of type " + wanted + ".",
                "Define a bean of type " + wanted + "."
                        + (parameter.type().hasGenerics() ? " " + CallerParameterCheck.INSTEAD : "")
                        + inSlice);
    }
}
