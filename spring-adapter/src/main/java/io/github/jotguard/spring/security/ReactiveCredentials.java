package io.github.jotguard.spring.security;

import io.github.jotguard.bearer.AuthorizationHeader;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.bearer.Credentials;
import io.github.jotguard.spring.reactive.RequestHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** Reads the credentials of a request in a chain of WebFlux. */
final class ReactiveCredentials {

    private ReactiveCredentials() {}

    /**
     * Returns the token of the header with its scheme, or null if there is none.
     *
     * @throws BearerErrorException if there are several headers, or it is malformed
     */
    static @Nullable Credentials of(ServerWebExchange exchange, BoundTokenVerifier tokens) throws BearerErrorException {
        return AuthorizationHeader.credentials(
                RequestHeaders.of(exchange, HttpHeaders.AUTHORIZATION).iterator(), tokens.takesDpop());
    }
}
