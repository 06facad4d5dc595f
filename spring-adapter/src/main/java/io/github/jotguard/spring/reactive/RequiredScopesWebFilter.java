package io.github.jotguard.spring.reactive;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.settings.RequiredScopes;
import java.util.List;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Requires the scopes of the properties behind a chain of Spring Security in WebFlux. A path with a rule of its own
 * needs a caller with a token, also where the chain permits all.
 *
 * <p>Internal: may change without notice.
 */
public final class RequiredScopesWebFilter implements WebFilter, Ordered {

    /** The order of Spring Security's filter is -100. */
    private static final int ORDER = -99;

    private final ReactiveCallerTokens tokens;
    private final RequiredScopes scopes;
    private final ReactiveProblems problems;

    public RequiredScopesWebFilter(ReactiveCallerTokens tokens, RequiredScopes scopes, ReactiveProblems problems) {
        this.tokens = tokens;
        this.scopes = scopes;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        List<String> needed = scopes.needed(path);
        return needed.isEmpty()
                ? chain.filter(exchange)
                : problem(exchange, path, needed)
                        .flatMap(problem ->
                                problem.isPresent() ? problems.send(problem.get(), exchange) : chain.filter(exchange));
    }

    /** Returns the cause of a rejection, or empty if the request may pass. */
    private Mono<Optional<BearerError>> problem(ServerWebExchange exchange, String path, List<String> needed) {
        return tokens.of(exchange)
                .map(jwt -> scopes.areIn(jwt, needed)
                        ? Optional.<BearerError>empty()
                        : Optional.of(BearerError.insufficientScope(needed)))
                .defaultIfEmpty(scopes.hasRuleAt(path) ? Optional.of(BearerError.missingToken()) : Optional.empty())
                .onErrorResume(RequestRejectedException.class, rejected -> Mono.just(Optional.of(rejected.problem())));
    }
}
