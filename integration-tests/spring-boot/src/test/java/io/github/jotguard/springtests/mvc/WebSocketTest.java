package io.github.jotguard.springtests.mvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.springtests.WebSocketClient;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Handshakes of WebSockets in Spring MVC, plain and for STOMP. */
class WebSocketTest {

    private static final String STOMP_CONNECT = "CONNECT\naccept-version:1.2\nhost:test\n\n\u0000";

    @Test
    void letsInWhoHasAToken() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, WithSockets.class)) {
            String token = issuer.token(t -> t.subject("u1"));

            assertThat(new WebSocketClient(application, "/socket").answer(token, "who"))
                    .isEqualTo("who is u1");
            assertThat(new WebSocketClient(application, "/stomp").answer(token, STOMP_CONNECT))
                    .startsWith("CONNECTED")
                    .contains("user-name:u1");
        }
    }

    @Test
    void rejectsTheHandshakeOfOthers() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, WithSockets.class)) {
            for (String path : new String[] {"/socket", "/stomp"}) {
                WebSocketClient client = new WebSocketClient(application, path);

                assertThat(client.rejection()).as(path).isEqualTo(401);
                assertThat(client.rejection("Authorization", "Bearer " + issuer.token() + "x"))
                        .as(path)
                        .isEqualTo(401);
            }
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableWebSocket
    @EnableWebSocketMessageBroker
    @Import(Application.class)
    static class WithSockets implements WebSocketConfigurer, WebSocketMessageBrokerConfigurer {

        @Override
        public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
            registry.addHandler(new Named(), "/socket");
        }

        @Override
        public void registerStompEndpoints(StompEndpointRegistry registry) {
            registry.addEndpoint("/stomp");
        }

        @Override
        public void configureMessageBroker(MessageBrokerRegistry registry) {
            registry.enableSimpleBroker("/topic");
        }
    }

    private static final class Named extends TextWebSocketHandler {

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            session.sendMessage(new TextMessage(
                    message.getPayload() + " is " + session.getPrincipal().getName()));
        }
    }
}
