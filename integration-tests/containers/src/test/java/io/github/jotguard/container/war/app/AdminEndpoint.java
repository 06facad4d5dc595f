package io.github.jotguard.container.war.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A WebSocket endpoint that is for callers only. */
@ServerEndpoint("/admin/ws")
public final class AdminEndpoint {

    @OnMessage
    public String echo(String message) {
        return message;
    }
}
