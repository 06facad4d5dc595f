package io.github.jotguard.springtests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A client that opens WebSockets of the application. */
public final class WebSocketClient {

    private static final int SECONDS = 20;

    private final String address;

    public WebSocketClient(RunningApplication application, String path) {
        this.address =
                "ws://127.0.0.1:" + application.context().getEnvironment().getProperty("local.server.port") + path;
    }

    /** The status of the handshake of a client with these headers, names and values in turn, that is not let in. */
    public int rejection(String... headers) {
        try {
            open(new FirstText(), headers).abort();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof WebSocketHandshakeException rejected) {
                return rejected.getResponse().statusCode();
            }
            throw failure;
        }
        throw new AssertionError("The handshake succeeded");
    }

    /** The first text that the application sends after this one. */
    public String answer(String token, String text) {
        FirstText first = new FirstText();
        WebSocket socket = open(first, "Authorization", "Bearer " + token);
        try {
            socket.sendText(text, true);
            return first.text.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        } finally {
            socket.abort();
        }
    }

    private WebSocket open(WebSocket.Listener listener, String... headers) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create(address), listener)
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static final class FirstText implements WebSocket.Listener {

        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                text.complete(parts.toString());
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            text.completeExceptionally(error);
        }
    }
}
