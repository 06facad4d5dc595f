package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.problem.RequestRejectedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.AuthenticationServiceException;

class RejectedExchangeHandlerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RejectedExchangeHandler handler = new RejectedExchangeHandler(new ReactiveProblems("api"));
    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/me"));

    private void handle(RuntimeException failure) {
        handler.handle(exchange, failure).block(PATIENCE);
    }

    @Test
    void answersARejectedRequest() {
        handle(new RequestRejectedException(BearerError.missingToken()));

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(exchange.getResponse().getHeaders().getFirst("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"api\"");
    }

    @Test
    void answers503IfSpringSecurityHasNoKeys() {
        handle(new AuthenticationServiceException(
                "failed", new KeysUnavailableException("down", Duration.ofSeconds(7), null)));

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(exchange.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("7");
    }

    @Test
    void leavesOtherFailuresAlone() {
        RuntimeException ofSecurity = new AuthenticationServiceException("other");
        RuntimeException ofApplication =
                new IllegalStateException(new KeysUnavailableException("down", Duration.ofSeconds(7), null));

        assertThat(catchThrowable(() -> handle(ofSecurity))).isSameAs(ofSecurity);
        assertThat(catchThrowable(() -> handle(ofApplication))).isSameAs(ofApplication);
        assertThat(exchange.getResponse().getStatusCode()).isNull();
    }

    @Test
    void leavesAResponseThatHasBegunAlone() {
        exchange.getResponse().setComplete().block(PATIENCE);
        RuntimeException rejected = new RequestRejectedException(BearerError.missingToken());

        assertThat(catchThrowable(() -> handle(rejected))).isSameAs(rejected);
    }

    @Test
    void comesBeforeTheHandlerOfSpringBoot() {
        assertThat(handler.getOrder()).isEqualTo(-2);
    }
}
