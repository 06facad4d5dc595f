package io.github.jotguard.spring.security;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.problem.VerificationFailedException;
import io.github.jotguard.spring.reactive.ReactiveCallerTokens;
import io.github.jotguard.spring.reactive.VerificationSchedulers;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds the verified token of a caller that Spring Security has authenticated in WebFlux. Verifies on a thread that may
 * block.
 *
 * <p>Internal: may change without notice.
 */
public final class AuthenticatedExchanges implements ReactiveCallerTokens {

    private final AuthenticatedJwts jwts;
    private final VerificationSchedulers blocking;

    public AuthenticatedExchanges(AuthenticatedJwts jwts, VerificationSchedulers blocking) {
        this.jwts = jwts;
        this.blocking = blocking;
    }

    @Override
    public Mono<VerifiedJwt> of(ServerWebExchange exchange) {
        String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return exchange.getPrincipal()
                .ofType(Authentication.class)
                .flatMap(caller -> AuthenticatedJwts.mayBlock(caller)
                        ? blocking.verify(() -> jwts.of(caller, authorization))
                        : Mono.fromSupplier(() -> jwts.of(caller, authorization)))
                .flatMap(Mono::<VerifiedJwt>justOrEmpty)
                .onErrorMap(
                        VerificationFailedException.class,
                        failure -> new RequestRejectedException(BearerError.temporarilyUnavailable()));
    }
}
