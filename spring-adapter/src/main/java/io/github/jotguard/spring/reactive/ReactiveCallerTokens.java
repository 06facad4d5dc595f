package io.github.jotguard.spring.reactive;

import io.github.jotguard.VerifiedJwt;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds the verified token of the caller of a WebFlux request.
 *
 * <p>Internal: may change without notice.
 */
@FunctionalInterface
public interface ReactiveCallerTokens {

    /** Returns the token; empty for an anonymous request. */
    Mono<VerifiedJwt> of(ServerWebExchange exchange);
}
