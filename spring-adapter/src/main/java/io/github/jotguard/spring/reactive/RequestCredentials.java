package io.github.jotguard.spring.reactive;

import io.github.jotguard.bearer.AuthorizationHeader;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.bearer.Credentials;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * The token of a request: from the one {@code Authorization} header, never from the query or a form (RFC 6750 §2.3).
 *
 * @param credentials the token with its scheme; null if there is none
 * @param problem null unless there are several, or what there is has no token's syntax
 */
record RequestCredentials(
        @Nullable Credentials credentials, @Nullable BearerError problem) {

    static RequestCredentials of(ServerWebExchange exchange, boolean takesDpop) {
        List<String> values = RequestHeaders.of(exchange, HttpHeaders.AUTHORIZATION);
        try {
            return new RequestCredentials(AuthorizationHeader.credentials(values.iterator(), takesDpop), null);
        } catch (BearerErrorException rejected) {
            return new RequestCredentials(null, rejected.error());
        }
    }
}
