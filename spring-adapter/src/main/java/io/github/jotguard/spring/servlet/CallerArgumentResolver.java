package io.github.jotguard.spring.servlet;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.caller.CallerParameter;
import io.github.jotguard.spring.caller.UserLookup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves {@link VerifiedJwt} and {@link CurrentUser} parameters of Spring MVC. Rejects the request if it cannot
 * resolve one.
 */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {

    private final Supplier<CallerTokens> tokens;
    private final Supplier<@Nullable UserLookup> users;

    /**
     * Creates the resolver.
     *
     * @param users returns null if Jotguard is switched off
     */
    CallerArgumentResolver(Supplier<CallerTokens> tokens, Supplier<@Nullable UserLookup> users) {
        this.tokens = tokens;
        this.users = users;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return CallerParameter.of(parameter) != null;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        CallerParameter ours = CallerParameter.require(parameter);
        UserLookup lookup = UserLookup.requireFor(ours, users.get(), false);
        HttpServletRequest servletRequest = requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        Optional<?> value = lookup.find(ours, tokens.get().of(servletRequest));
        return ours.wrapper() == CallerParameter.Wrapper.OPTIONAL ? value : value.orElse(null);
    }
}
