package io.github.jotguard.spring;

import io.github.jotguard.VerifiedJwt;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@link VerifiedJwt} and {@link CurrentUser} parameters of WebFlux. Users are looked up on a thread that may block. */
final class ReactiveCallerArgumentResolver implements HandlerMethodArgumentResolver {

    private final ReactiveCallerTokens tokens;
    private final UserLookup users;
    private final BlockingCalls blocking;

    ReactiveCallerArgumentResolver(ReactiveCallerTokens tokens, UserLookup users, BlockingCalls blocking) {
        this.tokens = tokens;
        this.users = users;
        this.blocking = blocking;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return users.supports(parameter);
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        Mono<Optional<VerifiedJwt>> token =
                tokens.of(exchange).map(Optional::of).defaultIfEmpty(Optional.empty());
        return UserLookup.isCurrentUser(parameter)
                ? token.flatMap(jwt -> blocking.<Optional<?>>lookUp(() -> users.find(parameter, jwt))
                        .onErrorMap(
                                UndecidedException.class,
                                failure -> new RequestRefusedException(Problem.temporarilyUnavailable()))
                        .flatMap(value -> argument(parameter, value)))
                : token.flatMap(jwt -> argument(parameter, users.find(parameter, jwt)));
    }

    private static Mono<Object> argument(MethodParameter parameter, Optional<?> value) {
        return parameter.getParameterType() == Optional.class ? Mono.just(value) : Mono.justOrEmpty(value);
    }
}
