package io.github.jotguard.jwks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;

/** Server sockets of another factory, prepared by a test. */
final class ServerSockets extends ServerSocketFactory {

    private final ServerSocketFactory factory;
    private final Consumer<ServerSocket> preparation;

    ServerSockets(ServerSocketFactory factory, Consumer<ServerSocket> preparation) {
        this.factory = factory;
        this.preparation = preparation;
    }

    private ServerSocket prepared(ServerSocket socket) {
        preparation.accept(socket);
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return prepared(factory.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return prepared(factory.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return prepared(factory.createServerSocket(port, backlog, address));
    }
}
