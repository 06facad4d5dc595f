package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.RawServer.requestLines;
import static io.github.jotguard.jwks.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.http.FetchTarget;
import io.github.jotguard.http.HostResolver;
import io.github.jotguard.http.HttpConnection;
import io.github.jotguard.http.HttpFetchSettings;
import io.github.jotguard.http.NoResponseException;
import io.github.jotguard.http.Route;
import io.github.jotguard.http.Routes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to a server: by each of its addresses, and through proxies. */
class RoutesTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final byte[] BODY = {'{', '}'};
    private static final InetAddress FIRST = address(127, 0, 0, 2);
    private static final InetAddress SECOND = address(127, 0, 0, 1);

    private final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());
    private final RawServer server = RawServer.of((socket, out) -> {
        requests.add(requestLines(socket));
        write(out, OK);
    });
    private final URI uri = URI.create("http://id.example.com:" + server.port() + "/jwks");

    @AfterEach
    void stop() {
        server.close();
    }

    private static InetAddress address(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException ofOtherLengths) {
            throw new IllegalArgumentException(ofOtherLengths);
        }
    }

    private static HttpJwkSetFetcher fetcher(Duration deadline, HostResolver resolver, ProxySelector selector) {
        return new HttpJwkSetFetcher(HttpFetchSettings.defaults(1_000, deadline)
                .withResolver(resolver)
                .withProxies(selector));
    }

    private static HttpJwkSetFetcher direct(InetAddress... addresses) {
        return fetcher(Duration.ofSeconds(20), host -> addresses, ProxyServer.selecting(Proxy.NO_PROXY));
    }

    private static Proxy proxy(Proxy.Type type, RawServer at) {
        return new Proxy(type, InetSocketAddress.createUnresolved("127.0.0.1", at.port()));
    }

    private static HttpJwkSetFetcher through(Proxy... proxies) {
        return fetcher(Duration.ofSeconds(20), InetAddress::getAllByName, ProxyServer.selecting(proxies));
    }

    @Test
    void leadToTheNextAddressIfTheFirstRejects() throws Exception {
        assertThat(direct(FIRST, SECOND).fetch(uri).body()).isEqualTo(BODY);
    }

    @Test
    void leadToTheNextAddressIfTheFirstDoesNotAnswer() throws Exception {
        try (FullBacklog dead = new FullBacklog(FIRST, server.port())) {
            assertThat(dead.uri()).hasPort(server.port());
            assertThat(direct(FIRST, SECOND).fetch(uri).body()).isEqualTo(BODY);
        }
    }

    @Test
    void endWithTheFailureOfTheLastAddress() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> direct(FIRST, address(127, 0, 0, 3)).fetch(uri))
                .satisfies(failure -> {
                    assertThat(failure).isInstanceOf(ConnectException.class);
                    assertThat(FailureWords.of(failure)).isEqualTo("connection refused");
                    assertThat(failure.getSuppressed()).hasSize(1);
                });
    }

    @ParameterizedTest
    @CsvSource({"PT10S, 2, 1000", "PT2S, 2, 1000", "PT1.998S, 2, 999", "PT1S, 8, 125", "PT0.001S, 8, 1"})
    void shareAShortDeadline(Duration deadline, int ways, int millis) {
        assertThat(HttpConnection.patience(deadline, ways)).isEqualTo(millis);
    }

    @Test
    void alternateBetweenTheFamiliesOfAddresses() throws IOException {
        InetAddress six = InetAddress.getByName("2001:db8::1");
        InetAddress alsoSix = InetAddress.getByName("2001:db8::2");

        assertThat(addresses(six, alsoSix, FIRST, SECOND)).containsExactly(six, FIRST, alsoSix, SECOND);
        assertThat(addresses(FIRST, SECOND, six)).containsExactly(FIRST, six, SECOND);
        assertThat(addresses(six)).containsExactly(six);
    }

    @Test
    void areLimited() throws IOException {
        InetAddress[] many = IntStream.rangeClosed(1, Routes.MAX + 1)
                .mapToObj(last -> address(127, 0, 0, last))
                .toArray(InetAddress[]::new);

        assertThat(addresses(many)).containsExactly(Arrays.copyOf(many, Routes.MAX));
        assertThat(addresses(Arrays.copyOf(many, Routes.MAX))).hasSize(Routes.MAX);
    }

    private List<InetAddress> addresses(InetAddress... resolved) throws IOException {
        return new Routes(host -> resolved, null)
                .through(Proxy.NO_PROXY, FetchTarget.of(uri)).stream()
                        .map(route -> route.address().getAddress())
                        .toList();
    }

    @Test
    void leadThroughAProxyOfHttp() throws Exception {
        assertThat(through(proxy(Proxy.Type.HTTP, server))
                        .fetch(URI.create("http://id.example.com/jwks?a=b"))
                        .body())
                .isEqualTo(BODY);

        assertThat(requests.get(0)).startsWith("GET http://id.example.com/jwks?a=b HTTP/1.1", "Host: id.example.com");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 299})
    void leadThroughATunnel(int status) throws Exception {
        assertThat(throughTunnel(status)).isEqualTo(BODY);

        assertThat(requests.get(0))
                .containsExactly(
                        "CONNECT 127.0.0.1:443 " + "HTTP/1.1", "Host: 127.0.0.1:443", "User-Agent: jotguard/0.1.0");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 404, 502})
    void leadThroughNoTunnelThatIsNotOpen(int status) {
        assertThatExceptionOfType(NoResponseException.class)
                .isThrownBy(() -> throughTunnel(status))
                .withMessage("HTTP status " + status + " of the proxy");
    }

    private byte[] throughTunnel(int status) throws Exception {
        try (TlsServer tls = TlsServer.answering("{}");
                RawServer tunnel = RawServer.of(ProxyServer.tunnel(status, tls.port(), requests))) {
            HttpJwkSetFetcher fetcher = new HttpJwkSetFetcher(HttpFetchSettings.defaults(1_000, Duration.ofSeconds(20))
                    .withProxies(ProxyServer.selecting(proxy(Proxy.Type.HTTP, tunnel)))
                    .withTls(tls::clientContext));
            return fetcher.fetch(URI.create("https://127.0.0.1/jwks")).body();
        }
    }

    @Test
    void leadThroughSocksWhichLooksUpTheHost() throws Exception {
        try (RawServer socks = RawServer.of(ProxyServer.socks(server.port(), requests))) {
            assertThat(through(proxy(Proxy.Type.SOCKS, socks))
                            .fetch(URI.create("http://id.example.invalid/jwks"))
                            .body())
                    .isEqualTo(BODY);
        }

        assertThat(requests.get(0)).containsExactly("id.example.invalid:80");
        assertThat(requests.get(1)).startsWith("GET /jwks HTTP/1.1", "Host: id.example.invalid");
    }

    @Test
    void leadToTheNextAddressOfASocksProxy() throws Exception {
        try (RawServer socks = RawServer.of(ProxyServer.socks(server.port(), requests))) {
            Proxy proxy =
                    new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("proxy.example.com", socks.port()));
            HostResolver resolver = host -> new InetAddress[] {FIRST, SECOND};

            byte[] body = fetcher(Duration.ofSeconds(20), resolver, ProxyServer.selecting(proxy))
                    .fetch(URI.create("http://id.example.invalid/jwks"))
                    .body();

            assertThat(body).isEqualTo(BODY);
        }
    }

    /** Not every Java closes the socket of a proxy that wants a password. */
    @Test
    void leaveNoConnectionToAProxyThatRejects() throws Exception {
        try (RawServer rejecting = RawServer.of(ProxyServer.socksResponding("05ff"));
                RawServer socks = RawServer.of((socket, out) -> {
                    assertThat(rejecting.clientHasGone().await(20, TimeUnit.SECONDS))
                            .isTrue();
                    ProxyServer.socks(server.port(), requests).hold(socket, out);
                })) {
            byte[] body = through(proxy(Proxy.Type.SOCKS, rejecting), proxy(Proxy.Type.SOCKS, socks))
                    .fetch(URI.create("http://id.example.invalid/jwks"))
                    .body();

            assertThat(body).isEqualTo(BODY);
        }
    }

    @Test
    void leadPastAProxyThatIsDownIfTheSelectorSaysSo() throws Exception {
        Proxy down = new Proxy(Proxy.Type.HTTP, new InetSocketAddress(FIRST, server.port()));

        assertThat(through(down, Proxy.NO_PROXY).fetch(server.uri()).body()).isEqualTo(BODY);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> through(down).fetch(server.uri()))
                .satisfies(failure -> assertThat(FailureWords.of(failure)).isEqualTo("connection refused"));
    }

    @Test
    void tryALimitedNumberOfProxies() throws IOException {
        Proxy[] many = new Proxy[Routes.MAX + 1];
        Arrays.fill(many, proxy(Proxy.Type.HTTP, server));

        assertThat(new Routes(InetAddress::getAllByName, ProxyServer.selecting(many)).proxies(FetchTarget.of(uri)))
                .hasSize(Routes.MAX);
    }

    /** Behind a proxy, the name of the issuer may be unknown, or its lookup may hang. */
    @Test
    void lookUpTheHostOnlyIfTheProxyFails() throws Exception {
        List<String> lookedUp = Collections.synchronizedList(new ArrayList<>());
        HostResolver resolver = host -> {
            lookedUp.add(host);
            return InetAddress.getAllByName(host);
        };
        ProxySelector selector = ProxyServer.selecting(proxy(Proxy.Type.HTTP, server), Proxy.NO_PROXY);

        byte[] body = fetcher(Duration.ofSeconds(20), resolver, selector)
                .fetch(URI.create("http://id.example.invalid/jwks"))
                .body();

        assertThat(body).isEqualTo(BODY);
        assertThat(lookedUp).containsExactly("127.0.0.1");
    }

    @Test
    void endWithTheFailureOfTheProxyIfTheHostIsUnknownToo() {
        Proxy down = new Proxy(Proxy.Type.HTTP, new InetSocketAddress(FIRST, server.port()));
        HostResolver resolver = host -> {
            if (host.equals("id.example.invalid")) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName(host);
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> fetcher(Duration.ofSeconds(20), resolver, ProxyServer.selecting(down, Proxy.NO_PROXY))
                        .fetch(URI.create("http://id.example.invalid/jwks")))
                .satisfies(failure -> {
                    assertThat(FailureWords.of(failure)).isEqualTo("connection refused");
                    assertThat(failure.getSuppressed()).hasSize(1);
                });
    }

    @Test
    void leadPastAProxyWhoseHostIsUnknown() throws Exception {
        Proxy unknown = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example.invalid", 3128));
        HostResolver resolver = host -> {
            if (host.equals("proxy.example.invalid")) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName(host);
        };

        assertThat(fetcher(Duration.ofSeconds(20), resolver, ProxyServer.selecting(unknown, Proxy.NO_PROXY))
                        .fetch(server.uri())
                        .body())
                .isEqualTo(BODY);
    }

    @Test
    void followTheSystemPropertiesOfProxies() throws Exception {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(server.port()));
        System.setProperty("http.nonProxyHosts", "127.*");
        try {
            HttpJwkSetFetcher fetcher = HttpJwkSetFetcher.builder().build();
            fetcher.fetch(URI.create("http://id.example.invalid/jwks"));
            fetcher.fetch(server.uri());
        } finally {
            List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts").forEach(System::clearProperty);
        }

        assertThat(requests.get(0)).startsWith("GET http://id.example.invalid/jwks HTTP/1.1");
        assertThat(requests.get(1)).startsWith("GET /jwks HTTP/1.1");
    }

    @Test
    void needNoSelector() throws IOException {
        Routes without = new Routes(host -> new InetAddress[] {FIRST}, null);
        Routes ofNone = new Routes(host -> new InetAddress[] {FIRST}, ProxyServer.selecting());

        assertThat(without.proxies(FetchTarget.of(uri))).containsExactly(Proxy.NO_PROXY);
        assertThat(ofNone.proxies(FetchTarget.of(uri))).containsExactly(Proxy.NO_PROXY);
        assertThat(without.through(Proxy.NO_PROXY, FetchTarget.of(uri)))
                .containsExactly(new Route(Proxy.NO_PROXY, new InetSocketAddress(FIRST, server.port())));
    }

    @Test
    void endAtTheDeadlineEvenIfTheLookUpHangs() throws InterruptedException {
        CountDownLatch found = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(HttpJwkSetFetcher.MAX_STUCK);
        HostResolver hanging = host -> {
            looked.countDown();
            try {
                found.await();
            } catch (InterruptedException never) {
                throw new IllegalStateException(never);
            }
            return new InetAddress[] {SECOND};
        };
        HttpJwkSetFetcher fetcher = fetcher(Duration.ofMillis(50), hanging, ProxyServer.selecting(Proxy.NO_PROXY));
        for (int i = 0; i < HttpJwkSetFetcher.MAX_STUCK; i++) {
            assertThatExceptionOfType(NoResponseException.class)
                    .isThrownBy(() -> fetcher.fetch(uri))
                    .withMessage("no complete response within PT0.05S, looking up the host");
        }
        looked.await();
        assertThatExceptionOfType(NoResponseException.class)
                .isThrownBy(() -> fetcher.fetch(uri))
                .withMessage("earlier fetches still hang, probably looking up the host");
        found.countDown();

        Eventually.isTrue(() -> !isStuck(fetcher));
        assertThat(requests).as("what was given up connects to nobody").isEmpty();
    }

    private boolean isStuck(HttpJwkSetFetcher fetcher) {
        try {
            fetcher.fetch(URI.create("http://127.0.0.1:1/"));
            return false;
        } catch (IOException failure) {
            return FailureWords.of(failure).contains("hang");
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
