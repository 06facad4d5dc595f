package io.github.jotguard.spring.reactive;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.problem.Causes;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.problem.RequestRejectedException;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Responds to WebFlux requests that are rejected because of a parameter of a controller method. Responds with 503 if
 * Spring Security lets the failure through that a token cannot be verified. Leaves every other exception alone.
 *
 * <p>Internal: may change without notice.
 */
public final class RejectedExchangeHandler implements WebExceptionHandler, Ordered {

    /** The order before the handler of Spring Boot, which has -1. */
    private static final int ORDER = -2;

    /** The name of the class, which may be missing. */
    private static final String AUTHENTICATION_FAILED =
            "org.springframework.security.authentication.AuthenticationServiceException";

    private final ReactiveProblems problems;

    public RejectedExchangeHandler(ReactiveProblems problems) {
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
