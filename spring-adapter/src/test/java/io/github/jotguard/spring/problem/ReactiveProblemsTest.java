package io.github.jotguard.spring.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.bearer.BearerError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;

class ReactiveProblemsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static MockServerHttpResponse send(BearerError problem, HttpMethod method) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.method(method, "/me"));
        new ReactiveProblems("orders").send(problem, exchange).block(PATIENCE);
        return exchange.getResponse();
    }

    @Test
    void sendAChallengeAndADocumentThatNoCacheKeeps() {
        MockServerHttpResponse response = send(BearerError.missingToken(), HttpMethod.GET);

        String document = BearerError.missingToken().problemDocument();
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(response.getHeaders().getFirst("WWW-Authenticate")).isEqualTo("Bearer realm=\"orders\"");
        assertThat(response.getHeaders().getCacheControl()).isEqualTo("no-store");
        assertThat(response.getHeaders().getFirst("Retry-After")).isNull();
        assertThat(response.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.getHeaders().getContentLength())
                .isEqualTo(document.getBytes(StandardCharsets.UTF_8).length);
        assertThat(response.getBodyAsString().block(PATIENCE)).isEqualTo(document);
    }

    @Test
    void sayWhenToComeBackInPlaceOfAChallenge() {
        MockServerHttpResponse response = send(BearerError.keysUnavailable(Duration.ofSeconds(7)), HttpMethod.GET);

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("7");
        assertThat(response.getHeaders().getFirst("WWW-Authenticate")).isNull();
    }

    @Test
    void sendNoContentInResponseToHead() {
        MockServerHttpResponse response = send(BearerError.missingToken(), HttpMethod.HEAD);

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(response.getHeaders().getContentLength()).isPositive();
        assertThat(response.getBodyAsString().block(PATIENCE)).isEmpty();
    }

    @Test
    void leaveAResponseThatHasBegunAlone() {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/me"));
        exchange.getResponse().setComplete().block(PATIENCE);
        new ReactiveProblems("orders")
                .send(BearerError.missingToken(), exchange)
                .block(PATIENCE);

        assertThat(exchange.getResponse().getStatusCode()).isNull();
        assertThat(exchange.getResponse().getHeaders().getFirst("WWW-Authenticate"))
                .isNull();
    }
}
