package io.github.jotguard.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Gives the messages of clients to an MCP server of the SDK, which has a transport for servlets alone. */
final class MessageTransport implements McpStatelessServerTransport {

    private @Nullable McpStatelessServerHandler server;

    @Override
    public void setMcpHandler(McpStatelessServerHandler handler) {
        this.server = handler;
    }

    /** Returns the response to a request; nothing to a notification. */
    Mono<String> handle(McpTransportContext context, String json) {
        try {
            McpSchema.JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(McpJsonDefaults.getMapper(), json);
            if (message instanceof JSONRPCRequest request) {
                return server.handleRequest(context, request).map(MessageTransport::json);
            }
            return server.handleNotification(context, (JSONRPCNotification) message)
                    .then(Mono.empty());
        } catch (IOException malformed) {
            return Mono.error(malformed);
        }
    }

    private static String json(Object response) {
        try {
            return McpJsonDefaults.getMapper().writeValueAsString(response);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
