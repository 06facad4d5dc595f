package io.github.jotguard.spring.reactive;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.problem.ReactiveProblems;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends the rejections of the filter in WebFlux, after applying the CORS settings that the request would have met
 * behind the filter. These are the {@link CorsWebFilter} beans, and the combination by WebFlux of the global settings
 * and {@code @CrossOrigin}. Without them a browser hides the rejection from the page. Responds to preflights by the
 * same settings.
 *
 * <p>Internal: may change without notice.
 */
public final class ReactiveRejections {

    private final ReactiveProblems problems;
    private final Supplier<List<CorsWebFilter>> filters;
    private final Supplier<List<HandlerMapping>> mappings;

    public ReactiveRejections(
            ReactiveProblems problems, Supplier<List<CorsWebFilter>> filters, Supplier<List<HandlerMapping>> mappings) {
        this.problems = problems;
        this.filters = filters;
        this.mappings = mappings;
    }

    Mono<Void> send(BearerError problem, ServerWebExchange exchange) {
        if (exchange.getRequest().getHeaders().getOrigin() == null
                || CorsUtils.isPreFlightRequest(exchange.getRequest())) {
            return problems.send(problem, exchange);
        }
        return isPassedByFilters(exchange)
                .filter(Boolean::booleanValue)
                .flatMap(isPassed -> isAllowedByMapping(exchange))
                .filter(Boolean::booleanValue)
                .flatMap(isAllowed -> problems.send(problem, exchange));
    }

    /**
     * Responds to a preflight (Fetch §3.2.2) with Spring's {@code CorsProcessor}. Calls no handler and nothing behind
     * the filter: a browser sends a preflight without a token, so it must not reach the application.
     *
     * @return false if there are no settings for it; then it is a request like every other
     */
    Mono<Boolean> respondToPreflight(ServerWebExchange exchange) {
        return isPassedByFilters(exchange)
                .flatMap(isPassed -> isPassed
                        ? handler(exchange)
                                .map(handler -> isDecided(exchange.getResponse()))
                                .defaultIfEmpty(false)
                        : Mono.just(true))
                .flatMap(hasResponded ->
                        hasResponded ? exchange.getResponse().setComplete().thenReturn(true) : Mono.just(false));
    }

    /**
     * Returns whether a response was decided. Spring Framework 7 leaves a preflight alone if there are no settings for
     * it.
     */
    private static boolean isDecided(ServerHttpResponse response) {
        return HttpStatus.FORBIDDEN.equals(response.getStatusCode())
                || response.getHeaders().getFirst(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN) != null;
    }

    private Mono<Boolean> isPassedByFilters(ServerWebExchange exchange) {
        return Flux.fromIterable(filters.get())
                .concatMap(filter -> isPassedBy(filter, exchange))
                .all(Boolean::booleanValue);
    }

    private static Mono<Boolean> isPassedBy(CorsWebFilter filter, ServerWebExchange exchange) {
        AtomicBoolean isPassed = new AtomicBoolean();
        return filter.filter(exchange, next -> Mono.fromRunnable(() -> isPassed.set(true)))
                .then(Mono.fromSupplier(isPassed::get));
    }

    private Mono<Boolean> isAllowedByMapping(ServerWebExchange exchange) {
        return handler(exchange)
                .then(Mono.fromSupplier(() ->
                        !HttpStatus.FORBIDDEN.equals(exchange.getResponse().getStatusCode())));
    }

    /**
     * Finds the handler. A mapping of WebFlux applies CORS while it finds the handler; for a preflight it finds one
     * that does nothing.
     */
    private Mono<Object> handler(ServerWebExchange exchange) {
        return Flux.fromIterable(mappings(exchange))
                .concatMap(mapping -> mapping.getHandler(exchange))
                .next()
                .onErrorResume(noHandler -> Mono.empty());
    }

    /** Returns the mappings that the request goes to, which differ on a separate port for the actuator. */
    private List<HandlerMapping> mappings(ServerWebExchange exchange) {
        ApplicationContext context = exchange.getApplicationContext();
        DispatcherHandler dispatcher = context == null
                ? null
                : context.getBeanProvider(DispatcherHandler.class).getIfUnique();
        List<HandlerMapping> dispatched = dispatcher == null ? null : dispatcher.getHandlerMappings();
        return dispatched == null ? mappings.get() : dispatched;
    }
}
