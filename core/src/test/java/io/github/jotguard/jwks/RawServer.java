package io.github.jotguard.jwks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server that writes whatever bytes it likes on a port of 127.0.0.1. All threads are daemons and end with it. */
final class RawServer implements AutoCloseable {

    /** The handling of one connection. */
    @FunctionalInterface
    interface Conversation {
        void hold(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Conversation conversation;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch clientHasGone = new CountDownLatch(1);

    private RawServer(ServerSocketFactory sockets, InetAddress address, Conversation conversation) throws IOException {
        this.server = sockets.createServerSocket(0, 50, address);
        this.conversation = conversation;
        daemon(this::accept);
    }

    static RawServer of(Conversation conversation) {
        return of(ServerSocketFactory.getDefault(), conversation);
    }

    static RawServer of(ServerSocketFactory sockets, Conversation conversation) {
        try {
            return new RawServer(sockets, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), conversation);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    static RawServer at(InetAddress address, Conversation conversation) throws IOException {
        return new RawServer(ServerSocketFactory.getDefault(), address, conversation);
    }

    int port() {
        return server.getLocalPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/jwks");
    }

    URI httpsUri() {
        return URI.create("https://127.0.0.1:" + server.getLocalPort() + "/jwks");
    }

    int connections() {
        return connections.get();
    }

    /** Until a conversation ended because the client closed the connection. */
    CountDownLatch clientHasGone() {
        return clientHasGone;
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            conversation.hold(socket, socket.getOutputStream());
        } catch (IOException gone) {
            clientHasGone.countDown();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the request up to its empty line. */
    static void readRequest(Socket socket) throws IOException {
        requestLines(socket);
    }

    /** Reads the request up to its empty line, and not a byte more. */
    static List<String> requestLines(Socket socket) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = readLine(socket.getInputStream());
        while (!line.isEmpty()) {
            lines.add(line);
            line = readLine(socket.getInputStream());
        }
        return lines;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = in.read();
        }
        return line.toString().stripTrailing();
    }

    /** Reads until the client closes the connection. */
    static void readToEnd(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // what it says does not matter
        }
        throw new IOException("the client closed the connection");
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
