package io.github.jotguard.spring;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends the refusals of the filter in WebFlux, after applying the CORS settings that the request would have met behind the filter: the
 * {@link CorsWebFilter} beans, and what WebFlux makes of the global settings and {@code @CrossOrigin} together. Without them a browser hides
 * the refusal from the page.
 */
final class ReactiveRefusals {

    private final ReactiveProblems problems;
    private final Supplier<List<CorsWebFilter>> filters;
    private final Supplier<List<HandlerMapping>> mappings;

    ReactiveRefusals(
            ReactiveProblems problems, Supplier<List<CorsWebFilter>> filters, Supplier<List<HandlerMapping>> mappings) {
        this.problems = problems;
        this.filters = filters;
        this.mappings = mappings;
    }

    Mono<Void> send(Problem problem, ServerWebExchange exchange) {
        if (exchange.getRequest().getHeaders().getOrigin() == null) {
            return problems.send(problem, exchange);
        }
        return Flux.fromIterable(filters.get())
                .concatMap(filter -> isPassedBy(filter, exchange))
                .concatWith(Mono.defer(() -> isAllowedByMapping(exchange)))
                .all(Boolean::booleanValue)
                .flatMap(isAllowed -> isAllowed ? problems.send(problem, exchange) : Mono.empty());
    }

    private static Mono<Boolean> isPassedBy(CorsWebFilter filter, ServerWebExchange exchange) {
        AtomicBoolean isPassed = new AtomicBoolean();
        return filter.filter(exchange, next -> Mono.fromRunnable(() -> isPassed.set(true)))
                .then(Mono.fromSupplier(isPassed::get));
    }

    /** A mapping of WebFlux applies CORS itself while it finds the handler. */
    private Mono<Boolean> isAllowedByMapping(ServerWebExchange exchange) {
        return Flux.fromIterable(mappings.get())
                .concatMap(mapping -> mapping.getHandler(exchange))
                .next()
                .onErrorResume(noHandler -> Mono.empty())
                .then(Mono.fromSupplier(() ->
                        !HttpStatus.FORBIDDEN.equals(exchange.getResponse().getStatusCode())));
    }
}
