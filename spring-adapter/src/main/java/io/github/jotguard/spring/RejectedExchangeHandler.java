package io.github.jotguard.spring;

import io.github.jotguard.bearer.BearerError;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers WebFlux requests that are rejected because of a parameter of a controller method, and 503 where Spring Security lets it through
 * that a token cannot be judged. Leaves every other exception alone.
 */
final class RejectedExchangeHandler implements WebExceptionHandler, Ordered {

    /** Before the one of Spring Boot, which has -1. */
    private static final int ORDER = -2;

    /** Not its class, which need not be there. */
    private static final String AUTHENTICATION_FAILED =
            "org.springframework.security.authentication.AuthenticationServiceException";

    private final ReactiveProblems problems;

    RejectedExchangeHandler(ReactiveProblems problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (failure instanceof RequestRejectedException rejected) {
            return problems.send(rejected.problem(), exchange);
        }
        if (failure.getClass().getName().equals(AUTHENTICATION_FAILED)) {
            BearerError problem = Causes.unavailability(failure);
            if (problem != null) {
                return problems.send(problem, exchange);
            }
        }
        return Mono.error(failure);
    }
}
