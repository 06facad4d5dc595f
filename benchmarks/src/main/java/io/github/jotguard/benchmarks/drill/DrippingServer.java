package io.github.jotguard.benchmarks.drill;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Answers every request with one byte a second, without end. */
final class DrippingServer implements AutoCloseable {

    private static final long SECOND = 1_000_000_000L;

    private final ServerSocket server;
    private final AtomicInteger requests = new AtomicInteger();

    DrippingServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        daemon(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/jwks");
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                requests.incrementAndGet();
                daemon(() -> drip(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void drip(Socket socket) {
        try (socket) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
            while (!server.isClosed()) {
                out.write(' ');
                out.flush();
                LockSupport.parkNanos(SECOND);
            }
        } catch (IOException gone) {
            // the client has had enough
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "dripping-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
