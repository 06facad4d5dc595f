package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.RawServer.readRequest;
import static io.github.jotguard.jwks.RawServer.readToEnd;
import static io.github.jotguard.jwks.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jotguard.http.HostResolver;
import io.github.jotguard.http.HttpFetchSettings;
import io.github.jotguard.http.UnusableResponseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.KeyStore;
import java.security.cert.CRLReason;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateRevokedException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each cause of a failed fetch has its words; {@link TlsTest} and {@link WrongAnswerTest} have those of certificates and bodies. */
class FetchCauseTest {

    private static final HttpFetchSettings SETTINGS = HttpFetchSettings.defaults(1_000, Duration.ofSeconds(20));
    private static final HttpJwkSetFetcher FETCHER = new HttpJwkSetFetcher(SETTINGS);

    private static String cause(JwkSetFetcher fetcher, URI uri) {
        return FailureWords.of(catchThrowable(() -> fetcher.fetch(uri)));
    }

    private static String cause(RawServer.Conversation conversation) {
        try (RawServer server = RawServer.of(conversation)) {
            return cause(FETCHER, server.uri());
        }
    }

    private static HttpJwkSetFetcher through(RawServer proxy) {
        return new HttpJwkSetFetcher(SETTINGS.withProxies(
                ProxyServer.selecting(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxy.port())))));
    }

    @Test
    void isAnUnknownHost() {
        HostResolver none = host -> {
            throw new UnknownHostException(host + ": Name or service not known");
        };

        assertThat(cause(new HttpJwkSetFetcher(SETTINGS.withResolver(none)), URI.create("https://id.example.com/")))
                .isEqualTo("host unknown");
        for (Proxy.Type type : List.of(Proxy.Type.HTTP, Proxy.Type.SOCKS)) {
            Proxy proxy = new Proxy(type, InetSocketAddress.createUnresolved("proxy.example.invalid", 3128));
            HttpFetchSettings settings = SETTINGS.withResolver(none).withProxies(ProxyServer.selecting(proxy));

            assertThat(cause(new HttpJwkSetFetcher(settings), URI.create("https://id.example.com/")))
                    .as("through %s", type)
                    .isEqualTo("host of the proxy unknown");
        }
    }

    @Test
    void isARefusedConnection() throws IOException {
        RawServer closed = RawServer.at(InetAddress.getByName("127.0.0.1"), (socket, out) -> {});
        closed.close();

        assertThat(cause(FETCHER, closed.uri())).isEqualTo("connection refused");
        assertThat(cause(FETCHER, closed.httpsUri())).isEqualTo("connection refused");
    }

    @Test
    void isAResetConnection() {
        assertThat(cause((socket, out) -> {
                    readRequest(socket);
                    socket.setSoLinger(true, 0);
                }))
                .isEqualTo("connection reset");
    }

    @Test
    void isAServerThatHangsUp() {
        assertThat(cause((socket, out) -> readRequest(socket))).isEqualTo("connection closed without a response");
        assertThat(cause((socket, out) -> {
                    readRequest(socket);
                    write(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{");
                }))
                .isEqualTo("connection closed before the end of the response");
    }

    @Test
    void isAServerThatHangsUpInTheHandshake() {
        try (RawServer server =
                RawServer.of((socket, out) -> socket.getInputStream().read(new byte[2_000]))) {
            assertThat(cause(FETCHER, server.httpsUri())).isIn("connection closed early", "connection reset");
        }
    }

    /** For the debug log, which shows where a response failed. */
    @Test
    void ofAResponseIsKeptWithItsStackTrace() {
        try (RawServer server = RawServer.of((socket, out) -> {
            readRequest(socket);
            write(out, "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThatExceptionOfType(JwkSetFetchException.class)
                    .isThrownBy(() -> FETCHER.fetch(server.uri()))
                    .withMessage("HTTP status 503")
                    .withCauseExactlyInstanceOf(UnusableResponseException.class)
                    .satisfies(failure -> assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(7)));
        }
    }

    @Test
    void isNoHttp() {
        assertThat(cause((socket, out) -> {
                    write(out, "220 mail.example.com ESMTP\r\n");
                    readToEnd(socket);
                }))
                .isEqualTo("no HTTP response");
    }

    @Test
    void isTlsToAPlainPort() {
        try (RawServer plain = RawServer.of((socket, out) -> write(out, "HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThat(cause(FETCHER, plain.httpsUri())).isEqualTo("TLS to a plain port");
        }
    }

    @Test
    void isPlainHttpToATlsPort() {
        try (TlsServer tls = TlsServer.answering("{}")) {
            assertThat(cause(FETCHER, URI.create("http://127.0.0.1:" + tls.port() + "/")))
                    .isEqualTo("plain HTTP to a TLS port");
        }
    }

    @Test
    void isAClientCertificateThatIsMissing() {
        try (TlsServer server = TlsServer.demandingCertificate()) {
            HttpJwkSetFetcher fetcher = HttpJwkSetFetcher.builder()
                    .sslContext(server.clientContext())
                    .build();

            assertThat(cause(fetcher, server.uri()))
                    .isIn(
                            "TLS rejected by the server (bad_certificate)",
                            "TLS rejected by the server (certificate_required)",
                            "connection reset");
        }
    }

    @Test
    void isATrustStoreThatIsEmpty() throws Exception {
        KeyStore empty = TlsServer.empty();
        try (TlsServer server = TlsServer.answering("{}")) {
            HttpJwkSetFetcher fetcher = HttpJwkSetFetcher.builder()
                    .sslContext(TlsServer.trusting(empty))
                    .build();

            assertThat(cause(fetcher, server.uri()))
                    .isEqualTo("certificate not trusted, because the trust store is empty");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http,  407, proxy requires a password (HTTP status 407)",
        "https, 407, proxy requires a password (HTTP status 407)",
        "https, 403, HTTP status 403 of the proxy",
        "https, 302, HTTP status 302 of the proxy",
        "http,  503, HTTP status 503",
    })
    void isAProxyThatDoesNotLetThrough(String scheme, int status, String words) {
        try (RawServer proxy = RawServer.of((socket, out) -> {
            readRequest(socket);
            write(out, "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThat(cause(through(proxy), URI.create(scheme + "://id.example.com/jwks")))
                    .isEqualTo(words);
        }
    }

    @Test
    void isAProxyThatIsNone() {
        try (RawServer proxy = RawServer.of((socket, out) -> write(out, "SSH-2.0-OpenSSH_9.2\r\n"))) {
            assertThat(cause(through(proxy), URI.create("https://id.example.com/jwks")))
                    .isEqualTo("no HTTP response");
        }
    }

    /** RFC 1928 §3 and §6, RFC 1929 §2. */
    @ParameterizedTest
    @CsvSource({
        "0502 0101, proxy requires a password (SOCKS)",
        "05ff, proxy requires a password (SOCKS)",
        "0500 05020001000000000000, connection rejected by the SOCKS proxy",
        "0500 05050001000000000000, connection rejected by the SOCKS proxy",
        "0500 05040001000000000000, connection rejected by the SOCKS proxy",
    })
    void isASocksProxyThatDoesNotLetThrough(String response, String words) {
        try (RawServer socks = RawServer.of(ProxyServer.socksResponding(response.split(" ")))) {
            Proxy proxy = new Proxy(Proxy.Type.SOCKS, new InetSocketAddress("127.0.0.1", socks.port()));
            HttpJwkSetFetcher through = new HttpJwkSetFetcher(SETTINGS.withProxies(ProxyServer.selecting(proxy)));

            assertThat(cause(through, URI.create("https://id.example.com/jwks")))
                    .isEqualTo(words);
        }
    }

    @Test
    void isADeadlineWithItsPhase() {
        HttpJwkSetFetcher hasty = new HttpJwkSetFetcher(HttpFetchSettings.defaults(1_000, Duration.ofMillis(50)));
        try (RawServer silent = RawServer.of((socket, out) -> readToEnd(socket))) {
            HttpJwkSetFetcher proxied = new HttpJwkSetFetcher(HttpFetchSettings.defaults(1_000, Duration.ofMillis(50))
                    .withProxies(ProxyServer.selecting(
                            new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", silent.port())))));

            assertThat(cause(hasty, silent.uri()))
                    .isEqualTo("no complete response within PT0.05S, waiting for the response");
            assertThat(cause(hasty, silent.httpsUri()))
                    .isEqualTo("no complete response within PT0.05S, in the TLS handshake");
            assertThat(cause(proxied, silent.httpsUri()))
                    .isEqualTo("no complete response within PT0.05S, waiting for the proxy");
        }
    }

    /** As other clients wrap them. */
    @Test
    void isFoundInTheChainOfAFetcherOfSomebodyElse() {
        Throwable unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());

        assertThat(FailureWords.of(unknown)).isEqualTo("host unknown");
        assertThat(FailureWords.of(new IOException(new ExecutionException(new ConnectException("Connection refused")))))
                .isEqualTo("connection refused");
        assertThat(FailureWords.of(new IOException(new JwkSetFetchException("HTTP status 404"))))
                .isEqualTo("HTTP status 404");
        assertThat(FailureWords.of(new SSLHandshakeException("s3cret"))).isEqualTo("TLS failed");
        assertThat(FailureWords.of(new SSLHandshakeException("Received fatal alert: bad_certificate")))
                .isEqualTo("TLS rejected by the server (bad_certificate)");
        assertThat(FailureWords.of(new SSLException("s3cret", new CertificateException("s3cret"))))
                .isEqualTo("certificate not accepted");
        assertThat(FailureWords.of(new SSLException("s3cret", revoked()))).isEqualTo("certificate revoked");
        assertThat(FailureWords.of(new SSLException("s3cret", notAccepted(BasicReason.ALGORITHM_CONSTRAINED))))
                .isEqualTo("certificate not accepted");
        assertThat(FailureWords.of(new SSLException("s3cret", notAccepted(BasicReason.UNDETERMINED_REVOCATION_STATUS))))
                .isEqualTo("certificate not accepted");
        assertThat(FailureWords.of(new SSLException("s3cret", notAccepted(BasicReason.UNSPECIFIED))))
                .isEqualTo("connection refused");
        assertThat(FailureWords.of(new SocketTimeoutException("s3cret"))).isEqualTo("timed out");
        assertThat(FailureWords.of(new ConnectException("Connection timed out (a)")))
                .isEqualTo("timed out");
        assertThat(FailureWords.of(new ConnectException("s3cret"))).isEqualTo("no connection");
        assertThat(FailureWords.of(new SocketException("s3cret"))).isEqualTo("connection lost");
        assertThat(FailureWords.of(new SocketException("Network is unreachable")))
                .isEqualTo("network unreachable");
        assertThat(FailureWords.of(new NoRouteToHostException())).isEqualTo("no route to the host");
        assertThat(FailureWords.of(new IOException("s3cret"))).isEqualTo("IOException");
        assertThat(FailureWords.of(new IOException(new IllegalStateException("s3cret"))))
                .isEqualTo("IllegalStateException");
    }

    /** As the JDK reports a certificate that its authority has revoked. */
    private static CertPathValidatorException revoked() {
        CertificateRevokedException revoked = new CertificateRevokedException(
                new Date(0), CRLReason.KEY_COMPROMISE, new X500Principal("CN=s3cret"), Map.of());
        return new CertPathValidatorException("s3cret", revoked, null, -1, BasicReason.REVOKED);
    }

    /** As the JDK reports the status of a certificate that it cannot find out from another server. */
    private static CertPathValidatorException notAccepted(CertPathValidatorException.Reason reason) {
        return new CertPathValidatorException("s3cret", new ConnectException("Connection refused"), null, -1, reason);
    }

    @Test
    void isFoundInAChainUpToALimit() {
        Throwable deepest = new ConnectException("Connection refused");
        Throwable within = deepest;
        for (int i = 1; i < FailureWords.MAX_CHAIN; i++) {
            within = new IOException(within);
        }

        assertThat(FailureWords.of(within)).isEqualTo("connection refused");
        assertThat(FailureWords.of(new IOException(within))).isEqualTo("IOException");
    }

    @Test
    void isFoundInAChainThatIsACircle() {
        IOException first = new IOException();
        first.initCause(new IOException(first));

        assertThat(FailureWords.of(first)).isEqualTo("IOException");
    }
}
