package io.github.jotguard.spring.problem;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.ProblemDocument;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends problems in WebFlux.
 *
 * <p>Internal: may change without notice.
 */
public final class ReactiveProblems {

    private final ChallengeParameters challenge;

    public ReactiveProblems(String realm) {
        this.challenge = ChallengeParameters.ofRealm(realm);
    }

    public Mono<Void> send(BearerError problem, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        if (!response.setStatusCode(HttpStatusCode.valueOf(problem.status()))) {
            return response.setComplete();
        }
        String value = problem.challenge(challenge);
        if (value != null) {
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, value);
        }
        return sendWithoutChallenge(problem, exchange);
    }

    /** Sends a problem after Spring Security has set status and challenge. */
    Mono<Void> sendWithoutChallenge(BearerError problem, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        byte[] body = problem.problemDocument().getBytes(StandardCharsets.UTF_8);
        headers.set(HttpHeaders.CONTENT_TYPE, ProblemDocument.CONTENT_TYPE);
        headers.setContentLength(body.length);
        if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
