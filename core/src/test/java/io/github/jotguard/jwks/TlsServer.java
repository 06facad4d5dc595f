package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.RawServer.readRequest;
import static io.github.jotguard.jwks.RawServer.write;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** A server of https on 127.0.0.1, whose certificate a made-up authority has signed. */
final class TlsServer implements AutoCloseable {

    private static final char[] PASSWORD = "loopback".toCharArray();
    private static final KeyPair AUTHORITY = keys();
    private static final KeyPair SERVER = keys();

    private final RawServer server;

    private TlsServer(RawServer server) {
        this.server = server;
    }

    static TlsServer answering(String body) {
        return holding(answer(body));
    }

    static TlsServer answeringInTls12(String body) {
        return new TlsServer(RawServer.of(
                new ServerSockets(serverContext().getServerSocketFactory(), made -> ((SSLServerSocket) made)
                        .setEnabledProtocols(new String[] {"TLSv1.2"})),
                answer(body)));
    }

    private static RawServer.Conversation answer(String body) {
        return (socket, out) -> {
            readRequest(socket);
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        };
    }

    static TlsServer holding(RawServer.Conversation conversation) {
        return new TlsServer(RawServer.of(serverContext().getServerSocketFactory(), conversation));
    }

    /** Wants a certificate of the client. */
    static TlsServer demandingCertificate() {
        return new TlsServer(RawServer.of(
                new ServerSockets(serverContext().getServerSocketFactory(), made -> ((SSLServerSocket) made)
                        .setNeedClientAuth(true)),
                (socket, out) -> readRequest(socket)));
    }

    URI uri() {
        return server.httpsUri();
    }

    int port() {
        return server.port();
    }

    int connections() {
        return server.connections();
    }

    /** Trusts the authority and nobody else. */
    SSLContext clientContext() {
        try {
            KeyStore anchors = empty();
            anchors.setCertificateEntry("root", certificate().ofAuthority().signedBy(AUTHORITY, AUTHORITY.getPublic()));
            return trusting(anchors);
        } catch (Exception everyJdkCan) {
            throw new IllegalStateException(everyJdkCan);
        }
    }

    static SSLContext trusting(KeyStore anchors) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static SSLContext serverContext() {
        try {
            KeyStore store = empty();
            X509Certificate certificate = certificate().address(127, 0, 0, 1).signedBy(AUTHORITY, SERVER.getPublic());
            store.setKeyEntry("server", SERVER.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (Exception everyJdkCan) {
            throw new IllegalStateException(everyJdkCan);
        }
    }

    private static TestCertificate certificate() {
        return new TestCertificate(Instant.now()).valid(Duration.ofDays(-1), Duration.ofDays(1));
    }

    static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
