package io.github.jotguard.spring.reactive;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.caller.CallerParameter;
import io.github.jotguard.spring.caller.UserLookup;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.problem.VerificationFailedException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Resolves {@link VerifiedJwt} and {@link CurrentUser} parameters of WebFlux. Finds users on a thread that may block.
 * Rejects the request if it cannot resolve a parameter, before the controller is called: a Mono has its value already.
 */
final class ReactiveCallerArgumentResolver implements HandlerMethodArgumentResolver {

    private final Supplier<ReactiveCallerTokens> tokens;
    private final Supplier<@Nullable UserLookup> users;
    private final Supplier<VerificationSchedulers> blocking;

    /**
     * Creates the resolver.
     *
     * @param users returns null if Jotguard is switched off
     */
    ReactiveCallerArgumentResolver(
            Supplier<ReactiveCallerTokens> tokens,
            Supplier<@Nullable UserLookup> users,
            Supplier<VerificationSchedulers> blocking) {
        this.tokens = tokens;
        this.users = users;
        this.blocking = blocking;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return CallerParameter.of(parameter) != null;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        CallerParameter ours = CallerParameter.require(parameter);
        UserLookup lookup = UserLookup.requireFor(ours, users.get(), true);
        return tokens.get()
                .of(exchange)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(token -> value(lookup, ours, token))
                .flatMap(value -> argument(ours, value));
    }

    private Mono<Optional<?>> value(UserLookup lookup, CallerParameter ours, Optional<VerifiedJwt> token) {
        return ours.isCurrentUser()
                ? blocking.get()
                        .<Optional<?>>lookUp(() -> lookup.find(ours, token))
                        .onErrorMap(
                                VerificationFailedException.class,
                                failure -> new RequestRejectedException(BearerError.temporarilyUnavailable()))
                : Mono.fromSupplier(() -> lookup.find(ours, token));
    }

    private static Mono<Object> argument(CallerParameter ours, Optional<?> value) {
        return switch (ours.wrapper()) {
            case NONE -> Mono.justOrEmpty(value);
            case OPTIONAL -> Mono.just(value);
            case MONO -> Mono.just(Mono.justOrEmpty(value));
        };
    }
}
