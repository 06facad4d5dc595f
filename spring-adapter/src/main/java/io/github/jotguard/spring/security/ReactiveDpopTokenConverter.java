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
 * to the converter of Spring Security. The token of that scheme has the scheme before it, so that our decoder alone, which
 * verifies the proof, accepts it: to every other one it is no token.
 *
 * <p>Internal: may change without notice.
 */
public final class ReactiveDpopTokenConverter implements ServerAuthenticationConverter {

    /** The scheme and a space, which no token contains. */
    static final String MARK = AuthScheme.DPOP.text() + ' ';

    private final ServerAuthenticationConverter bearer = new ServerBearerTokenAuthenticationConverter();
    private final BoundTokenVerifier tokens;

    public ReactiveDpopTokenConverter(BoundTokenVerifier tokens) {
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
                    ? Mono.just(new BearerTokenAuthenticationToken(MARK + sent.token()))
                    : bearer.convert(exchange);
        } catch (BearerErrorException malformed) {
            return Mono.error(new InvalidBearerTokenException(malformed.error().detail(), malformed));
        }
    }
}
