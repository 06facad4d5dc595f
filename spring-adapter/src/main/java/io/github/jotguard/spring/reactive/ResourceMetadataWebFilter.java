package io.github.jotguard.spring.reactive;

import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.MetadataResponse;
import io.github.jotguard.bearer.ResourceMetadata;
import io.github.jotguard.spring.settings.RequiredScopes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The counterpart of the servlet filter for the metadata of the resource (RFC 9728 §3): serves them without a token,
 * and completes the challenges of everything behind it.
 *
 * <p>Internal: may change without notice.
 */
public final class ResourceMetadataWebFilter implements WebFilter, Ordered {

    /** The order outside of CORS and of every check of tokens. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 99;

    private final @Nullable ResourceMetadata metadata;
    private final ChallengeParameters challenges;
    private final RequiredScopes scopes;

    /**
     * Creates the filter.
     *
     * @param metadata null without a resource; then there is no document
     */
    public ResourceMetadataWebFilter(
            @Nullable ResourceMetadata metadata, ChallengeParameters challenges, RequiredScopes scopes) {
        this.metadata = metadata;
        this.challenges = challenges;
        this.scopes = scopes;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (metadata == null) {
            return chain.filter(exchange);
        }
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        if (metadata.resource().isMetadata(path, exchange.getRequest().getURI().getRawQuery())) {
            String method = exchange.getRequest().getMethod().name();
            return send(MetadataResponse.of(metadata, method), method, exchange.getResponse());
        }
        ChallengeParameters parameters = challenges.withScopes(scopes.needed(path));
        exchange.getResponse().beforeCommit(() -> {
            complete(exchange.getResponse().getHeaders(), parameters);
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    private static void complete(HttpHeaders headers, ChallengeParameters parameters) {
        List<String> completed = new ArrayList<>();
        // the other ways to read all values of a header are not the same methods in Spring Framework 6 and 7
        headers.forEach((name, challenges) -> {
            if (name.equalsIgnoreCase(HttpHeaders.WWW_AUTHENTICATE)) {
                challenges.forEach(challenge -> completed.add(parameters.complete(challenge)));
            }
        });
        for (int i = 0; i < completed.size(); i++) {
            if (i == 0) {
                headers.set(HttpHeaders.WWW_AUTHENTICATE, completed.get(i));
            } else {
                headers.add(HttpHeaders.WWW_AUTHENTICATE, completed.get(i));
            }
        }
    }

    private static Mono<Void> send(MetadataResponse answer, String method, ServerHttpResponse response) {
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        answer.headers().forEach(response.getHeaders()::set);
        if (answer.body() == null) {
            return response.setComplete();
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().setContentLength(body.length);
        return method.equals("HEAD")
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
