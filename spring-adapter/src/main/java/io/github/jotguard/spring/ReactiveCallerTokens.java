package io.github.jotguard.spring;

import io.github.jotguard.VerifiedJwt;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds the verified token of the caller of a WebFlux request. */
@FunctionalInterface
interface ReactiveCallerTokens {

    /** Empty for an anonymous request. */
    Mono<VerifiedJwt> of(ServerWebExchange exchange);
}
