package io.github.jotguard.spring;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedJwt;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** {@link VerifiedJwt} and {@link CurrentUser} parameters of Spring MVC. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {

    private final CallerTokens tokens;
    private final UserLookup users;

    CallerArgumentResolver(CallerTokens tokens, UserLookup users) {
        this.tokens = tokens;
        this.users = users;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return users.supports(parameter);
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest servletRequest = requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        Optional<?> value = users.find(parameter, tokens.of(servletRequest));
        return parameter.getParameterType() == Optional.class ? value : value.orElse(null);
    }
}
