package io.github.jotguard.jwks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue of connections is full, so that connecting to it hangs. */
final class FullBacklog implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 200;
    private static final int MOST = 64;

    private final ServerSocket server;
    private final List<Socket> queued = new ArrayList<>();

    FullBacklog() throws IOException {
        this(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    FullBacklog(InetAddress address, int port) throws IOException {
        server = new ServerSocket(port, 1, address);
        while (queued.size() < MOST && queue()) {
            // one more
        }
    }

    private boolean queue() throws IOException {
        Socket socket = new Socket();
        queued.add(socket);
        try {
            socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/jwks");
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queued) {
            socket.close();
        }
        server.close();
    }
}
