package io.github.jotguard.spring.reactive;

import io.github.jotguard.bearer.AuthorizationHeader;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The token of a request: from the one {@code Authorization} header, never from the query or a form (RFC 6750 §2.3).
 *
 * @param token null if there is none
 * @param problem null unless there are several, or what there is has no token's syntax
 */
record Credentials(@Nullable String token, @Nullable BearerError problem) {

    static Credentials of(ServerHttpRequest request) {
        List<String> values = new ArrayList<>();
        // the other ways to read all values of a header are not the same methods in Spring Framework 6 and 7
        request.getHeaders().forEach((name, lines) -> {
            if (name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)) {
                values.addAll(lines);
            }
        });
        try {
            return new Credentials(AuthorizationHeader.token(values.iterator()), null);
        } catch (BearerErrorException rejected) {
            return new Credentials(null, rejected.error());
        }
    }
}
