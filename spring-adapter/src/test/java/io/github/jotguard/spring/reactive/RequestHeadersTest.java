package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

/** All values of a header are read, each as it was sent. */
class RequestHeadersTest {

    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/")
            .header("authorization", "a, b")
            .header("Authorization", "")
            .header("AUTHORIZATION", " c ")
            .header("Authorizations", "d"));

    @Test
    void readsEveryFieldInAnyCase() {
        assertThat(RequestHeaders.of(exchange, "Authorization")).containsExactly("a, b", "", " c ");
        assertThat(RequestHeaders.of(exchange, "aUTHORIZATION")).containsExactly("a, b", "", " c ");
    }

    @Test
    void findsNothingOfAnotherName() {
        assertThat(RequestHeaders.of(exchange, "DPoP")).isEqualTo(List.of());
    }
}
