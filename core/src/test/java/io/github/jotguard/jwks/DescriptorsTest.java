package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.RawServer.readRequest;
import static io.github.jotguard.jwks.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import io.github.jotguard.http.HttpFetchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No socket outlives its fetch, whatever the server does with it. */
@EnabledOnOs(OS.LINUX)
class DescriptorsTest {

    private static final int FETCHES = 30;
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static HttpJwkSetFetcher fetcher(Duration deadline) {
        return new HttpJwkSetFetcher(HttpFetchSettings.defaults(1_000, deadline));
    }

    /** Each server keeps its connections open until it ends. */
    static Stream<Arguments> beginnings() {
        return Stream.of(
                of("good", OK + "Content-Length: 2\r\nConnection: keep-alive\r\n\r\n{}"),
                of("good chunks", OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
                of("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n"),
                of("HTTP/2", "\0\0\22\4\0\0\0\0\0"),
                of("TLS", "\25\3\1\0\2\2\50"),
                of("broken status", "HTTP/1.1 abc\r\n\r\n"),
                of("broken header", OK + "no colon\r\n\r\n"),
                of("folded header", OK + "A: b\r\n c\r\n\r\n"),
                of("switching", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"),
                of("redirect", "HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\n"),
                of("rejected", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\n\r\n"),
                of("too long", OK + "Content-Length: 1001\r\n\r\n"),
                of("two lengths", OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}"),
                of("broken chunks", OK + "Transfer-Encoding: chunked\r\n\r\nx\r\n"),
                of("unknown coding", OK + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beginnings")
    void areClosedAfterEachResponse(String name, String response) {
        try (RawServer server = RawServer.of((socket, out) -> {
            readRequest(socket);
            write(out, response);
            RawServer.readToEnd(socket);
        })) {
            HttpJwkSetFetcher fetcher = fetcher(Duration.ofSeconds(20));
            assertNoneIsLeft(() -> {
                for (int i = 0; i < FETCHES; i++) {
                    tryToFetch(fetcher, server.uri());
                }
            });
            assertThat(server.connections()).isEqualTo(FETCHES);
        }
    }

    /**
     * The first bytes that a server sends to a TLS client, or a proxy to a client that asks for a tunnel. Each keeps
     * its connections open.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\25\3\3\0\2\2\50",
                "\26\3\3\0\4\2\0\0\0",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n",
                "HTTP/1.1 403 Forbidden\r\n\r\n",
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
                "\5\377",
                "\5\0\5\1\0\1\0\0\0\0\0\0"
            })
    void areClosedAfterAFailedHandshakeOrTunnel(String greeting) {
        try (RawServer server = RawServer.of((socket, out) -> {
            write(out, greeting);
            RawServer.readToEnd(socket);
        })) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.port());
            HttpFetchSettings settings = HttpFetchSettings.defaults(1_000, Duration.ofMillis(200));
            assertNoneIsLeft(() -> {
                tryToFetch(new HttpJwkSetFetcher(settings), server.httpsUri());
                for (Proxy.Type type : List.of(Proxy.Type.HTTP, Proxy.Type.SOCKS)) {
                    HttpJwkSetFetcher proxied =
                            new HttpJwkSetFetcher(settings.withProxies(Selecting.of(new Proxy(type, address))));
                    tryToFetch(proxied, URI.create("https://192.0.2.1/jwks"));
                    tryToFetch(proxied, URI.create("http://192.0.2.1/jwks"));
                }
            });
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    private static final class Selecting extends ProxySelector {

        private final Proxy proxy;

        private Selecting(Proxy proxy) {
            this.proxy = proxy;
        }

        static ProxySelector of(Proxy proxy) {
            return new Selecting(proxy);
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(proxy);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // the test sees it
        }
    }

    @Test
    void areClosedIfTheCertificateIsNotTrustedOrIsAskedFor() {
        try (TlsServer stranger = TlsServer.answering("{}");
                TlsServer demanding = TlsServer.demandingCertificate()) {
            HttpJwkSetFetcher trusting = HttpJwkSetFetcher.builder()
                    .sslContext(demanding.clientContext())
                    .build();
            assertNoneIsLeft(() -> {
                for (int i = 0; i < FETCHES; i++) {
                    tryToFetch(fetcher(Duration.ofSeconds(20)), stranger.uri());
                    tryToFetch(trusting, demanding.uri());
                }
            });
            assertThat(stranger.connections()).isEqualTo(FETCHES);
            assertThat(demanding.connections()).isEqualTo(FETCHES);
        }
    }

    /** Such as the sockets of a provider that keeps memory or a connection for each of them. */
    @Test
    void areClosedIfAnotherProviderOpensConnectionsOfItsOwn() {
        try (TlsServer server = TlsServer.answering("{}");
                TlsServer silent = TlsServer.holding((socket, out) -> RawServer.readRequest(socket))) {
            List<SSLSocket> sockets = new CopyOnWriteArrayList<>();
            HttpJwkSetFetcher fetcher = HttpJwkSetFetcher.builder()
                    .sslContext(new UnlayeredContext(server.clientContext(), sockets))
                    .build();
            assertNoneIsLeft(() -> {
                for (int i = 0; i < FETCHES; i++) {
                    tryToFetch(fetcher, server.uri());
                    tryToFetch(fetcher, silent.uri());
                }
            });
            assertThat(sockets).hasSize(2 * FETCHES).allMatch(SSLSocket::isClosed);
        }
    }

    @Test
    void areClosedIfTheSocketsOfAnotherProviderFail() {
        try (TlsServer server = TlsServer.answering("{}");
                RawServer noTls = RawServer.of((socket, out) -> RawServer.write(out, "SSH-2.0-OpenSSH_9.2\r\n"))) {
            List<SSLSocket> sockets = new CopyOnWriteArrayList<>();
            HttpJwkSetFetcher fetcher = HttpJwkSetFetcher.builder()
                    .sslContext(new UnlayeredContext(server.clientContext(), sockets))
                    .build();
            assertNoneIsLeft(() -> tryToFetch(fetcher, noTls.httpsUri()));

            assertThat(sockets).singleElement().matches(SSLSocket::isClosed);
        }
    }

    /** A context whose sockets open a connection of their own and ignore the one that they are given. */
    private static final class UnlayeredContext extends SSLContext {

        UnlayeredContext(SSLContext trusted, List<SSLSocket> made) {
            super(
                    new SSLContextSpi() {
                        @Override
                        protected SSLSocketFactory engineGetSocketFactory() {
                            return new UnlayeredFactory(trusted.getSocketFactory(), made);
                        }

                        @Override
                        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {}

                        @Override
                        protected SSLServerSocketFactory engineGetServerSocketFactory() {
                            return trusted.getServerSocketFactory();
                        }

                        @Override
                        protected SSLEngine engineCreateSSLEngine() {
                            return trusted.createSSLEngine();
                        }

                        @Override
                        protected SSLEngine engineCreateSSLEngine(String host, int port) {
                            return trusted.createSSLEngine(host, port);
                        }

                        @Override
                        protected SSLSessionContext engineGetServerSessionContext() {
                            return trusted.getServerSessionContext();
                        }

                        @Override
                        protected SSLSessionContext engineGetClientSessionContext() {
                            return trusted.getClientSessionContext();
                        }
                    },
                    trusted.getProvider(),
                    trusted.getProtocol());
        }
    }

    private static final class UnlayeredFactory extends SSLSocketFactory {

        private final SSLSocketFactory jdk;
        private final List<SSLSocket> made;

        UnlayeredFactory(SSLSocketFactory jdk, List<SSLSocket> made) {
            this.jdk = jdk;
            this.made = made;
        }

        @Override
        public Socket createSocket(Socket ignored, String host, int port, boolean closesIt) throws IOException {
            SSLSocket own = (SSLSocket) jdk.createSocket(host, port);
            made.add(own);
            return own;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return jdk.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return jdk.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return jdk.createSocket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return jdk.createSocket(host, port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return jdk.createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return jdk.createSocket(host, port, local, localPort);
        }
    }

    @Test
    void areClosedAtTheDeadline() {
        try (RawServer server = RawServer.of((socket, out) -> RawServer.readToEnd(socket))) {
            HttpJwkSetFetcher fetcher = fetcher(Duration.ofMillis(50));
            assertNoneIsLeft(() -> {
                tryToFetch(fetcher, server.uri());
                tryToFetch(fetcher, server.httpsUri());
            });
        }
    }

    @Test
    void areClosedWhenNobodyAccepts() throws IOException {
        try (FullBacklog server = new FullBacklog()) {
            HttpJwkSetFetcher fetcher = fetcher(Duration.ofMillis(50));
            assertNoneIsLeft(() -> tryToFetch(fetcher, server.uri()));
        }
    }

    @Test
    void areClosedAtOnceByAnInterrupt() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (RawServer server = RawServer.of((socket, out) -> {
            connected.countDown();
            RawServer.readToEnd(socket);
        })) {
            HttpJwkSetFetcher fetcher = fetcher(Duration.ofMinutes(1));
            ExecutorService caller = Executors.newSingleThreadExecutor();
            Future<?> fetch = caller.submit(() -> fetcher.fetch(server.uri()));
            connected.await();
            caller.shutdownNow();

            server.clientHasGone().await();
            assertThat(fetch)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void areClosedWhenTheKeySetIsClosed() throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        try (RawServer server = RawServer.of((socket, out) -> {
            connected.countDown();
            RawServer.readToEnd(socket);
        })) {
            RemoteJwkSet keys = RemoteJwkSet.at(server.uri());
            Thread caller = new Thread(keys::preload);
            caller.start();
            connected.await();
            keys.close();

            server.clientHasGone().await();
            caller.join();
            assertThat(keys.status().failures()).isZero();
        }
    }

    private static void tryToFetch(HttpJwkSetFetcher fetcher, URI uri) {
        try {
            assertThat(fetcher.fetch(uri).body()).isEqualTo(new byte[] {'{', '}'});
        } catch (IOException failed) {
            assertThat(failed.getMessage()).isNotNull();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    /** On both sides: a server sees the end of a connection that the client has closed. */
    private static void assertNoneIsLeft(Runnable fetches) {
        long before = OpenSockets.count();
        fetches.run();
        Eventually.isTrue(() -> OpenSockets.count() <= before);
    }

    @Test
    void areCounted() {
        Eventually.isTrue(() -> countsOneMore()); // sockets of other tests may be closing
    }

    private static boolean countsOneMore() {
        long before = OpenSockets.count();
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return one.isBound() && OpenSockets.count() == before + 1;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
