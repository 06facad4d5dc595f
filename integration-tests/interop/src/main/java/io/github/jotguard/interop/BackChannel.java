package io.github.jotguard.interop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client's address for logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.5). */
public final class BackChannel implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final HttpServer server;

    private BackChannel(HttpServer server) {
        this.server = server;
        server.createContext("/logout", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    public static BackChannel open() {
        try {
            return new BackChannel(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/logout";
    }

    /** Waits for a logout token, and returns it. */
    public String awaitLogoutToken() {
        try {
            String body = bodies.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (body == null) {
                throw new IllegalStateException("no logout token was sent");
            }
            return Http.parameter("http://127.0.0.1/?" + body, "logout_token");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
