package io.github.jotguard.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** A context of somebody else: its sockets have certain versions enabled. It keeps the last socket for the test. */
final class PreparedSslContext extends SSLContext {

    private final Sockets sockets;

    private PreparedSslContext(SSLContext usual, Sockets sockets) {
        super(new Spi(usual, sockets), usual.getProvider(), usual.getProtocol());
        this.sockets = sockets;
    }

    static PreparedSslContext enabling(String... versions) throws GeneralSecurityException {
        SSLContext usual = SSLContext.getDefault();
        return new PreparedSslContext(usual, new Sockets(usual.getSocketFactory(), versions));
    }

    SSLSocket created() {
        return sockets.created;
    }

    private static final class Spi extends SSLContextSpi {

        private final SSLContext usual;
        private final Sockets sockets;

        Spi(SSLContext usual, Sockets sockets) {
            this.usual = usual;
            this.sockets = sockets;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {}

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return sockets;
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return usual.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return usual.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return usual.createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return usual.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return usual.getClientSessionContext();
        }
    }

    private static final class Sockets extends SSLSocketFactory {

        private final SSLSocketFactory usual;
        private final String[] versions;
        private SSLSocket created;

        Sockets(SSLSocketFactory usual, String... versions) {
            this.usual = usual;
            this.versions = versions;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return usual.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return usual.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            created = (SSLSocket) usual.createSocket(socket, host, port, autoClose);
            created.setEnabledProtocols(versions);
            return created;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new IOException("not connected yet");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            throw new IOException("not connected yet");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw new IOException("not connected yet");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            throw new IOException("not connected yet");
        }
    }
}
