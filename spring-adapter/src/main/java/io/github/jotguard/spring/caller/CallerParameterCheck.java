package io.github.jotguard.spring.caller;

import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.spring.settings.InvalidSettingException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

/**
 * Stops the startup if a controller has a parameter of ours that cannot be filled, or that another resolver would fill
 * from the request. If Jotguard is switched off, such requests are rejected, so a warning is enough.
 *
 * <p>Internal: may change without notice.
 */
public final class CallerParameterCheck implements SmartInitializingSingleton {

    static final String INSTEAD =
            "Write VerifiedJwt, Optional<VerifiedJwt> or, in WebFlux, Mono<VerifiedJwt>; with @CurrentUser, the type"
                    + " of the user, an Optional of it or, in WebFlux, a Mono of it.";

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private final ListableBeanFactory beans;
    private final Stack stack;
    private final Supplier<@Nullable UserLookup> users;

    /**
     * Creates the check.
     *
     * @param users returns null if Jotguard is switched off
     */
    public CallerParameterCheck(ListableBeanFactory beans, Stack stack, Supplier<@Nullable UserLookup> users) {
        this.beans = beans;
        this.stack = stack;
        this.users = users;
    }

    /** Spring MVC or WebFlux. */
    public interface Stack {

        /** Returns the methods of request mappings. */
        List<HandlerMethod> mapped(ListableBeanFactory beans);

        /** Returns whether a Mono is resolved. */
        boolean canBeMono();

        /** Returns the reason why our resolver does not fill the parameter, or null. */
        @Nullable
        String obstacle(ListableBeanFactory beans, HandlerMethod method, CallerParameter parameter);
    }

    /**
     * Checks the parameters of all controllers.
     *
     * @throws InvalidSettingException if a parameter must not be left as it is
     */
    @Override
    public void afterSingletonsInstantiated() {
        HandlerMethods methods = new HandlerMethods(beans, stack.mapped(beans));
        methods.ofOthers().forEach(method -> parameters(method)
                .filter(parameter -> parameter.isCurrentUser() || HandlerMethods.isOfOthers(method.getMethod()))
                .filter(parameter -> parameter.isCurrentUser() || !HandlerMethods.isContextValue(parameter.parameter()))
                .forEach(CallerParameterCheck::rejectElsewhere));
        FilledTypes filled = new FilledTypes();
        methods.ofRequests().forEach(method -> rejectInside(method, filled));
        UserLookup lookup = users.get();
        if (lookup == null) {
            warn(methods);
            return;
        }
        methods.ofWeb().forEach(method -> parameters(method).forEach(parameter -> check(method, parameter, lookup)));
    }

    private void check(HandlerMethod method, CallerParameter parameter, UserLookup lookup) {
        if (!parameter.isSupported(stack.canBeMono())) {
            throw new InvalidSettingException(parameter.description() + " cannot be filled.", INSTEAD);
        }
        if (parameter.isCurrentUser()) {
            lookup.resolver(parameter);
        }
        String obstacle = stack.obstacle(beans, method, parameter);
        if (obstacle != null) {
            throw new InvalidSettingException(
                    parameter.description() + " would not be filled by Jotguard, and a caller could choose its value: "
                            + obstacle + ".",
                    "Remove that, or take the parameter out of the method.");
        }
    }

    /** Rejects {@code @CurrentUser} in a type that is filled from the request. */
    private static void rejectInside(HandlerMethod method, FilledTypes filled) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            CallerParameter inside = CallerParameter.of(parameter) == null ? filled.findCurrentUser(parameter) : null;
            if (inside != null) {
                rejectElsewhere(inside);
            }
        }
    }

    private static void rejectElsewhere(CallerParameter parameter) {
        throw new InvalidSettingException(
                parameter.description()
                        + " is not filled by Jotguard: only methods of controllers can take the caller.",
                "Take the caller in a method with @RequestMapping and pass it on. In GraphQL, put the VerifiedJwt into the"
                        + " GraphQLContext with a WebGraphQlInterceptor, and take it with @ContextValue. Elsewhere"
                        + " remove @CurrentUser.");
    }

    private static void warn(HandlerMethods methods) {
        List<String> rejected = methods.ofWeb()
                .flatMap(CallerParameterCheck::parameters)
                .map(CallerParameter::description)
                .distinct()
                .toList();
        if (!rejected.isEmpty()) {
            LOG.warn(
                    "Jotguard is switched off, so requests to these methods get status 500: {}",
                    String.join("; ", rejected));
        }
    }

    private static Stream<CallerParameter> parameters(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .map(CallerParameter::of)
                .filter(Objects::nonNull);
    }
}
