package io.github.jotguard.spring.reactive;

import java.util.List;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Reads all values of a header. {@code HttpHeaders} has no method in common for it in Spring Framework 6 and 7, except
 * those that copy the names of all headers.
 *
 * <p>Internal: may change without notice.
 */
public final class RequestHeaders {

    private RequestHeaders() {}

    /** Returns the values of all fields of this name, in any case, each as it was sent. */
    public static List<String> of(ServerWebExchange exchange, String header) {
        return ServerRequest.create(exchange, List.of()).headers().header(header);
    }
}
