package io.github.jotguard.spring.reactive;

import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets pages of another origin, which the CORS settings allow to call, send proofs and read the responses to them
 * (RFC 9449 §8.2): the header {@code DPoP} is allowed, {@code DPoP-Nonce} and {@code WWW-Authenticate} are exposed.
 */
final class ReactiveDpopCors {

    private static final String PROOF = "DPoP";
    private static final String EXPOSED = "DPoP-Nonce, WWW-Authenticate";

    private ReactiveDpopCors() {}

    /** Returns the exchange as the CORS settings should see it. */
    static ServerWebExchange prepare(ServerWebExchange exchange) {
        if (exchange.getRequest().getHeaders().getOrigin() == null) {
            return exchange;
        }
        if (!CorsUtils.isPreFlightRequest(exchange.getRequest())) {
            addIfAllowed(exchange, HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            return exchange;
        }
        List<String> asked = asked(exchange);
        List<String> others =
                asked.stream().filter(name -> !name.equalsIgnoreCase(PROOF)).toList();
        if (others.size() == asked.size()) {
            return exchange;
        }
        addIfAllowed(exchange, HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, PROOF);
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.setAccessControlRequestHeaders(others)))
                .build();
    }

    private static List<String> asked(ServerWebExchange exchange) {
        return RequestHeaders.of(exchange, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Adds a header last, because Spring sets it, and only to a response that the settings allow the page to read. */
    private static void addIfAllowed(ServerWebExchange exchange, String name, String value) {
        exchange.getResponse().beforeCommit(() -> {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            if (headers.getFirst(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN) != null) {
                headers.add(name, value);
            }
            return Mono.empty();
        });
    }
}
