package io.github.jotguard.jwks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;

/** Counts who asks for a socket, and gives none. */
final class NoSockets extends SSLSocketFactory {

    private final AtomicInteger uses;

    NoSockets(AtomicInteger uses) {
        this.uses = uses;
    }

    private Socket none() throws IOException {
        uses.incrementAndGet();
        throw new IOException("no socket");
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return none();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return none();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return none();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return none();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return none();
    }
}
