package io.github.jotguard.spring.security;

import io.github.jotguard.bearer.AuthScheme;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.bearer.Credentials;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds the token of a request with the scheme {@code DPoP} in a chain of WebFlux, if it is taken. Everything else is left
 * to the converter of Spring Security. Our decoder verifies the proof; the token of that scheme is authenticated by
 * nothing else.
 *
 * <p>Internal: may change without notice.
 */
public final class DpopTokenConverter implements ServerAuthenticationConverter {

    private final ServerAuthenticationConverter bearer = new ServerBearerTokenAuthenticationConverter();
    private final BoundTokenVerifier tokens;

    public DpopTokenConverter(BoundTokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        if (!tokens.takesDpop()) {
            return bearer.convert(exchange);
        }
        try {
            Credentials sent = ReactiveCredentials.of(exchange, tokens);
            return sent != null && sent.scheme() == AuthScheme.DPOP
                    ? Mono.just(new BearerTokenAuthenticationToken(sent.token()))
                    : bearer.convert(exchange);
        } catch (BearerErrorException malformed) {
            return Mono.error(new InvalidBearerTokenException(malformed.error().detail(), malformed));
        }
    }
}
