package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CacheRequest;
import java.net.CacheResponse;
import java.net.CookieHandler;
import java.net.PasswordAuthentication;
import java.net.ResponseCache;
import java.net.URI;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings of the whole JVM change no fetch, although all of them are hostile here. */
class SharedStateTest {

    private final AtomicInteger uses = new AtomicInteger();
    private final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());
    private final HostnameVerifier usualVerifier = HttpsURLConnection.getDefaultHostnameVerifier();
    private final SSLSocketFactory usualFactory = HttpsURLConnection.getDefaultSSLSocketFactory();

    @BeforeEach
    void makeHostile() {
        CookieHandler.setDefault(new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                uses.incrementAndGet();
                return Map.of("Cookie", List.of("session=s3cret"));
            }

            @Override
            public void put(URI uri, Map<String, List<String>> headers) {
                uses.incrementAndGet();
            }
        });
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                uses.incrementAndGet();
                return new PasswordAuthentication("user", "s3cret".toCharArray());
            }
        });
        ResponseCache.setDefault(new ResponseCache() {
            @Override
            public CacheResponse get(URI uri, String method, Map<String, List<String>> headers) throws IOException {
                uses.incrementAndGet();
                throw new IOException("of the cache");
            }

            @Override
            public CacheRequest put(URI uri, URLConnection connection) throws IOException {
                uses.incrementAndGet();
                throw new IOException("of the cache");
            }
        });
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> {
            uses.incrementAndGet();
            return true;
        });
        HttpsURLConnection.setDefaultSSLSocketFactory(new NoSockets(uses));
    }

    @AfterEach
    void restore() {
        CookieHandler.setDefault(null);
        Authenticator.setDefault(null);
        ResponseCache.setDefault(null);
        HttpsURLConnection.setDefaultHostnameVerifier(usualVerifier);
        HttpsURLConnection.setDefaultSSLSocketFactory(usualFactory);
        assertThat(uses).hasValue(0);
    }

    private RawServer server(String status) {
        return RawServer.of((socket, out) -> {
            requests.add(RawServer.requestLines(socket));
            RawServer.write(
                    out,
                    "HTTP/1.1 " + status + "\r\nSet-Cookie: a=b\r\nWWW-Authenticate: Basic realm=\"a\"\r\n"
                            + "Proxy-Authenticate: Basic realm=\"a\"\r\nCache-Control: max-age=60\r\n"
                            + "Content-Length: 2\r\n\r\n{}");
        });
    }

    private String fetched(RawServer server) throws InterruptedException {
        try {
            return new String(
                    HttpJwkSetFetcher.builder().build().fetch(server.uri()).body(),
                    java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException failure) {
            return FailureWords.of(failure);
        }
    }

    @Test
    void changesNoFetch() throws InterruptedException {
        try (RawServer good = server("200 OK");
                RawServer closed = server("401 Unauthorized");
                RawServer proxy = server("407 Proxy Authentication Required")) {
            assertThat(fetched(good)).isEqualTo("{}");
            assertThat(fetched(good)).isEqualTo("{}");
            assertThat(fetched(closed)).isEqualTo("HTTP status 401");
            assertThat(fetched(proxy)).isEqualTo("HTTP status 407");
        }

        assertThat(requests).hasSize(4).allSatisfy(request -> assertThat(request)
                .hasSize(6));
    }

    @Test
    void changesNoFetchOverTls() throws Exception {
        try (TlsServer server = TlsServer.answering("{}")) {
            HttpJwkSetFetcher trusting = HttpJwkSetFetcher.builder()
                    .sslContext(server.clientContext())
                    .build();

            assertThat(trusting.fetch(server.uri()).body()).hasSize(2);
            assertThat(FailureWords.of(failure(trusting, URI.create("https://localhost:" + server.port() + "/"))))
                    .as("the permissive verifier of host names is not asked")
                    .isEqualTo("certificate of another name");
        }
    }

    private static Throwable failure(JwkSetFetcher fetcher, URI uri) {
        return org.assertj.core.api.Assertions.catchThrowable(() -> fetcher.fetch(uri));
    }

    @Test
    void resumesNoSessionOfTls() throws Exception {
        List<Integer> creations = Collections.synchronizedList(new ArrayList<>());
        try (TlsServer server = TlsServer.holding((socket, out) -> {
            RawServer.readRequest(socket);
            creations.add(((javax.net.ssl.SSLSocket) socket).getSession().getId().length);
            RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        })) {
            javax.net.ssl.SSLContext context = server.clientContext();
            HttpJwkSetFetcher fetcher =
                    HttpJwkSetFetcher.builder().sslContext(context).build();
            for (int i = 0; i < 3; i++) {
                fetcher.fetch(server.uri());
                assertThat(Collections.list(context.getClientSessionContext().getIds()))
                        .as("nothing is left to resume")
                        .isEmpty();
            }
            assertThat(creations).hasSize(3);
        }
    }
}
