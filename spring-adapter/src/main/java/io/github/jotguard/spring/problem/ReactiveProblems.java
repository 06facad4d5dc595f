package io.github.jotguard.spring.problem;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.ProblemDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
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
    private final ProblemTexts texts = new ProblemTexts();

    public ReactiveProblems(String realm) {
        this.challenge = ChallengeParameters.ofRealm(realm);
    }

    public Mono<Void> send(BearerError problem, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        if (!response.setStatusCode(HttpStatusCode.valueOf(problem.status()))) {
            return response.setComplete();
        }
        BoundTokenVerifier tokens = boundTokens(exchange);
        ChallengeParameters parameters = tokens == null ? challenge : challenge.withDpop(tokens.challenge());
        HttpHeaders headers = response.getHeaders();
        ProblemTexts.Texts written = texts.of(problem, parameters);
        List<String> values = written.challenges();
        for (int i = 0; i < values.size(); i++) {
            if (i == 0) {
                headers.set(HttpHeaders.WWW_AUTHENTICATE, values.get(i));
            } else {
                headers.add(HttpHeaders.WWW_AUTHENTICATE, values.get(i));
            }
        }
        if (tokens != null && problem.status() == HttpStatus.UNAUTHORIZED.value()) {
            tokens.nonce().ifPresent(nonce -> headers.set("DPoP-Nonce", nonce));
        }
        return sendDocument(written.document(), problem, exchange);
    }

    /** Returns the verifier of the application, or null without one. */
    private static @Nullable BoundTokenVerifier boundTokens(ServerWebExchange exchange) {
        ApplicationContext context = exchange.getApplicationContext();
        return context == null
                ? null
                : context.getBeanProvider(BoundTokenVerifier.class).getIfUnique();
    }

    /** Sends a problem after Spring Security has set status and challenge. */
    Mono<Void> sendWithoutChallenge(BearerError problem, ServerWebExchange exchange) {
        return sendDocument(problem.problemDocument(), problem, exchange);
    }

    private static Mono<Void> sendDocument(String document, BearerError problem, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        byte[] body = document.getBytes(StandardCharsets.UTF_8);
        headers.set(HttpHeaders.CONTENT_TYPE, ProblemDocument.CONTENT_TYPE);
        headers.setContentLength(body.length);
        if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
