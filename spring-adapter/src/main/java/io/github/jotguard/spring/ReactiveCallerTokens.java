package io.github.jotguard.spring;

import io.github.jotguard.VerifiedJwt;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds the verified token of the caller of a WebFlux request. */
@FunctionalInterface
interface ReactiveCallerTokens {

    /** Returns the token; empty for an anonymous request. */
    Mono<VerifiedJwt> of(ServerWebExchange exchange);
}
