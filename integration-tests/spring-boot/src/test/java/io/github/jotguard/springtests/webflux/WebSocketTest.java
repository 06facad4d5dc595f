package io.github.jotguard.springtests.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.springtests.WebSocketClient;
import io.github.jotguard.testing.TestIssuer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

/** Handshakes of WebSockets in WebFlux. */
class WebSocketTest {

    @Test
    void letsInWhoHasATokenAndNobodyElse() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, WithSocket.class)) {
            WebSocketClient client = new WebSocketClient(application, "/socket");

            assertThat(client.answer(issuer.token(), "who")).isEqualTo("who has a token");
            assertThat(client.rejection()).isEqualTo(401);
            assertThat(client.rejection("Authorization", "Bearer " + issuer.token() + "x"))
                    .isEqualTo(401);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Application.class)
    static class WithSocket {

        @Bean
        SimpleUrlHandlerMapping sockets() {
            WebSocketHandler handler = session -> session.send(
                    session.receive().map(message -> session.textMessage(message.getPayloadAsText() + " has a token")));
            return new SimpleUrlHandlerMapping(Map.of("/socket", handler), -1);
        }
    }
}
