package io.github.jotguard.spring.security;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Gives the decoder of WebFlux the request of the token, which Spring Security does not pass on: by the context of
 * Reactor.
 *
 * <p>Internal: may change without notice.
 */
public final class ExchangeContextFilter implements WebFilter, Ordered {

    /** The order outside of Spring Security. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 98;

    private static final Object KEY = new Object();

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).contextWrite(context -> context.put(KEY, exchange));
    }

    /** Returns the request, or null outside of one. */
    static @Nullable ServerWebExchange exchange(ContextView context) {
        return context.getOrDefault(KEY, null);
    }

    /** Returns the verification with the proofs of the request; outside of one there are none. */
    static TokenVerification verification(ContextView context, TokenVerification outside, InRequest inside) {
        return context.hasKey(KEY) ? inside.of(context.get(KEY)) : outside;
    }

    /** Returns the verification of the tokens of a request. */
    @FunctionalInterface
    interface InRequest {
        TokenVerification of(ServerWebExchange exchange);
    }
}
