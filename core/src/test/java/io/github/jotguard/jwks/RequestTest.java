package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.RawServer.requestLines;
import static io.github.jotguard.jwks.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jotguard.http.FetchTarget;
import io.github.jotguard.http.NoResponseException;
import io.github.jotguard.http.RequestHead;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request of a fetch: a server receives exactly these lines, on every Java. */
class RequestTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}";

    private final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());
    private final RawServer server = RawServer.of((socket, out) -> {
        requests.add(requestLines(socket));
        write(out, OK);
        RawServer.readToEnd(socket);
    });
    private final HttpJwkSetFetcher fetcher = HttpJwkSetFetcher.builder().build();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String[] lines(String target, String host, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                "GET " + target + " HTTP/1.1",
                "Host: " + host,
                "User-Agent: jotguard/0.1.0",
                "Accept: application/jwk-set+json, application/json",
                "Accept-Encoding: identity",
                "Connection: close"));
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    @Test
    void isTheseLinesAndNothingElse() throws Exception {
        assertThat(fetcher.fetch(server.uri()).body()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(requests).hasSize(1);
        assertThat(requests.get(0)).containsExactly(lines("/jwks", "127.0.0.1:" + server.port()));
    }

    @Test
    void namesTheVersionOfTheLibrary() throws IOException {
        String parent = Files.readString(Path.of("pom.xml")).split("</parent>")[0];

        assertThat(parent).contains("<version>" + RequestHead.VERSION + "</version>");
    }

    @Test
    void opensAConnectionOfItsOwnEachTime() throws Exception {
        for (int i = 0; i < 5; i++) {
            fetcher.fetch(server.uri());
        }

        assertThat(server.connections()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com,               id.example.com,     /",
        "https://id.example.com:443/a,         id.example.com,     /a",
        "https://id.example.com:8443/a?b=c%20d, id.example.com:8443, /a?b=c%20d",
        "http://localhost:80/a%2Fb,            localhost,          /a%2Fb",
        "http://localhost:443/,                localhost:443,      /",
        "https://[2001:db8::1]/jwks?,          [2001:db8::1],      /jwks?",
        "https://[fe80::1%25eth0]:8443/jwks,   [fe80::1]:8443,     /jwks",
        "https://id.example.com/\u00e4,        id.example.com,     /%C3%A4",
    })
    void namesTheHost(String address, String host, String target) throws IOException {
        FetchTarget parsed = FetchTarget.of(URI.create(address));

        assertThat(parsed.hostHeader()).isEqualTo(host);
        assertThat(parsed.target()).isEqualTo(target);
    }

    @Test
    void reachesAnAddressOfIpVersion6() throws Exception {
        InetAddress loopback = InetAddress.getByName("::1");
        try (RawServer six = RawServer.at(loopback, (socket, out) -> {
            requests.add(requestLines(socket));
            write(out, OK);
        })) {
            fetcher.fetch(URI.create("http://[::1]:" + six.port() + "/jwks"));

            assertThat(requests.get(0)).containsExactly(lines("/jwks", "[::1]:" + six.port()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://id.example.com/", "file:///etc/passwd", "/jwks", "https://my_host/jwks", "https:///jwks"})
    void isNotSentToWhatIsNoAddressOfTheWeb(String address) {
        assertThatExceptionOfType(NoResponseException.class).isThrownBy(() -> fetcher.fetch(URI.create(address)));
    }

    @Test
    void carriesTheHeadersOfTheApplicationReadAtEachFetch() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        HttpJwkSetFetcher own = HttpJwkSetFetcher.builder()
                .header("Authorization", () -> "Bearer t" + reads.incrementAndGet())
                .header("X-Tenant", () -> "a b")
                .build();
        own.fetch(server.uri());
        own.fetch(server.uri());

        String host = "127.0.0.1:" + server.port();
        assertThat(requests.get(0)).containsExactly(lines("/jwks", host, "Authorization: Bearer t1", "X-Tenant: a b"));
        assertThat(requests.get(1)).containsExactly(lines("/jwks", host, "Authorization: Bearer t2", "X-Tenant: a b"));
    }

    @Test
    void carriesThemToTheOriginOfTheSetOnly() throws Exception {
        HttpJwkSetFetcher own = HttpJwkSetFetcher.builder()
                .header("Authorization", () -> "Bearer s3cret")
                .build();
        own.within(100, Duration.ofSeconds(20), server.uri().resolve("/issuer")).fetch(server.uri());
        own.within(100, Duration.ofSeconds(20), URI.create("http://127.0.0.1:1/"))
                .fetch(server.uri());
        own.within(100, Duration.ofSeconds(20), URI.create("http://localhost:" + server.port()))
                .fetch(server.uri());
        own.within(100, Duration.ofSeconds(20), server.httpsUri()).fetch(server.uri());

        assertThat(requests.get(0)).contains("Authorization: Bearer s3cret");
        assertThat(requests.subList(1, 4))
                .allSatisfy(request -> assertThat(request).noneMatch(line -> line.contains("s3cret")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"a\r\nX-Evil: b", "a\nb", "a\0", " a", "a ", "", "\u00e4"})
    void isNotSentWithAValueThatIsNoHeader(String value) {
        HttpJwkSetFetcher own =
                HttpJwkSetFetcher.builder().header("X-Tenant", () -> value).build();

        assertThatExceptionOfType(NoResponseException.class)
                .isThrownBy(() -> own.fetch(server.uri()))
                .withMessage("header X-Tenant with a value that cannot be sent");
        assertThat(requests).allSatisfy(request -> assertThat(request).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "USER-AGENT",
                "accept",
                "Accept-Encoding",
                "Connection",
                "Content-Length",
                "Transfer-Encoding",
                "TE",
                "Trailer",
                "Upgrade",
                "Expect",
                "",
                "a b",
                "a:",
                "a\r\nb",
                "\u00e4",
            })
    void keepsTheHeadersThatAreFixed(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpJwkSetFetcher.builder().header(name, () -> "a"));
    }
}
