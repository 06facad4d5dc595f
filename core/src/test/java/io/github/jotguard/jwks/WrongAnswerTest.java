package io.github.jotguard.jwks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are good HTTP and not a JWK Set that was asked for, to a set that has good keys already. */
@Tag("slow")
class WrongAnswerTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");
    private static final String SET = "{\"keys\":[" + KEY.jwk() + "]}";
    private static final int LIMIT = RemoteJwkSet.Builder.DEFAULT_MAX_BYTES;
    private static final WireMockServer SERVER = server();

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-21T12:00:00Z"));
    private final RemoteJwkSet keys = RemoteJwkSet.builder(SERVER.url("/jwks"))
            .clock(clock)
            .refreshPolicy(JwkSetFixture.PATIENT)
            .build();

    private static WireMockServer server() {
        WireMockServer server = new WireMockServer(options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .gzipDisabled(true)
                .containerThreads(8));
        server.start();
        return server;
    }

    @BeforeEach
    void load() {
        SERVER.resetAll();
        serve(aResponse().withBody(SET));
        keys.preload();
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.FRESH);
        SERVER.resetAll();
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static void serve(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(get("/jwks").willReturn(answer));
    }

    /** Refreshes after the set has lost its freshness. */
    private KeysStatus refreshed(ResponseDefinitionBuilder answer) {
        serve(answer);
        clock.advance(Duration.ofHours(2));
        assertThat(keys.find(header(KEY.keyId()))).hasSize(1);
        SERVER.verify(1, getRequestedFor(urlEqualTo("/jwks")));
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
        return keys.status();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {201, 202, 203, 204, 205, 206, 304, 400, 401, 403, 404, 407, 410, 418, 429, 500, 502, 503, 504, 599})
    void isAnErrorUnlessItsStatusIs200(int status) {
        KeysStatus after = refreshed(
                aResponse().withStatus(status).withBody(status == 204 || status == 304 ? "" : "{\"keys\":[]}"));

        assertThat(after.lastError()).contains("HTTP status " + status);
        assertThat(after.state()).isEqualTo(KeysStatus.State.STALE);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void isNotFollowedElsewhere(int status) {
        SERVER.stubFor(get("/elsewhere").willReturn(aResponse().withBody("{\"keys\":[]}")));
        KeysStatus after = refreshed(aResponse().withStatus(status).withHeader("Location", SERVER.url("/elsewhere")));

        assertThat(after.lastError())
                .contains("HTTP status " + status + ", a redirect to another address of the same host");
        SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://login.example.com/a?code=s3cret | login.example.com over https",
                "//user:s3cret@login.example.com/         | login.example.com",
                "http://[2001:db8::1]:8080/               | [2001:db8::1]",
                "/sign-in                                 | another address of the same host",
                "https://localhost/                       | another address of the same host over https",
                "file:///etc/passwd                       | an unknown host",
                "http://login_1.example.com/              | login_1.example.com",
                "https://login.example.com/?a={b}^c d     | login.example.com over https",
                "HTTPS://u:s3cret@login.example.com:1?a@b | login.example.com over https",
                "sign in?to=//login.example.com/          | another address of the same host",
                "https:login.example.com                  | an unknown host",
                "https:\\\\login.example.com/              | an unknown host",
                "https://a b@login example.com/           | an unknown host over https",
                "https://@/                               | an unknown host over https",
            })
    void isNamedWhenItIsARedirect(String location, String to) {
        KeysStatus after = refreshed(aResponse().withStatus(302).withHeader("Location", location));

        assertThat(after.lastError()).contains("HTTP status 302, a redirect to " + to);
    }

    @Test
    void isDecompressedAlthoughThatWasNotAskedFor() throws IOException {
        KeysStatus after = refreshed(aResponse()
                .withHeader("Content-Encoding", "gzip")
                .withBody(gzip(SET.getBytes(StandardCharsets.UTF_8), 1)));

        assertThat(after.state()).isEqualTo(KeysStatus.State.FRESH);
    }

    @Test
    void isDecompressedUpToTheLimit() throws IOException {
        byte[] bomb = gzip(" ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8), 200);
        assertThat(bomb.length).isLessThan(LIMIT);
        KeysStatus after =
                refreshed(aResponse().withHeader("Content-Encoding", "gzip").withBody(bomb));

        assertThat(after.lastError()).contains("a response of more than 262144 bytes, see maxBytes");
    }

    @Test
    void isNamedWhenItIsCompressedInAnotherWay() {
        KeysStatus after =
                refreshed(aResponse().withHeader("Content-Encoding", "br").withBody("any"));

        assertThat(after.lastError())
                .contains("a response compressed with br although it was requested " + "uncompressed");
    }

    @Test
    void isNotABombEitherIfItDoesNotSayThatItIsCompressed() throws IOException {
        byte[] bomb = gzip(" ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8), 200);
        assertThat(bomb.length).isLessThan(LIMIT);
        KeysStatus after = refreshed(aResponse().withBody(bomb));

        assertThat(after.lastError()).contains("a response that is not a JSON object: gzip without Content-Encoding");
    }

    private static byte[] gzip(byte[] text, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                gzip.write(text);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void isTakenWhenItsEncodingIsIdentity() {
        KeysStatus after =
                refreshed(aResponse().withHeader("Content-Encoding", "Identity").withBody(SET));

        assertThat(after.state()).isEqualTo(KeysStatus.State.FRESH);
    }

    @Test
    void isTakenUpToTheLimitAndNotOneByteMore() {
        assertThat(refreshed(aResponse().withBody(padded(LIMIT))).state()).isEqualTo(KeysStatus.State.FRESH);
        SERVER.resetAll();
        assertThat(refreshed(aResponse().withBody(padded(LIMIT + 1))).lastError())
                .contains("a response of more than 262144 bytes, see maxBytes");
    }

    private static String padded(int length) {
        return SET + " ".repeat(length - SET.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/jwk-set+json", ""})
    void isTakenWhateverItsMediaType(String type) {
        assertThat(refreshed(aResponse().withHeader("Content-Type", type).withBody(SET))
                        .state())
                .isEqualTo(KeysStatus.State.FRESH);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                of("\n <!DOCTYPE html><title>Sign in</title>", "not a JSON object: an HTML page"),
                of("<html><body>502</body></html>", "not a JSON object: an HTML page"),
                of("<?xml version=\"1.0\"?><Error/>", "not a JSON object: XML or HTML"),
                of("", "not a JSON object: empty"),
                of(" \r\n", "not a JSON object: empty"),
                of("-----BEGIN PUBLIC KEY-----\nAAAA\n", "not a JSON object: a PEM file"),
                of("[" + KEY.jwk() + "]", "not a JSON object: a JSON array"),
                of("eyJhbGciOiJSUzI1NiJ9.eyJrZXlzIjpbXX0.AA", "not a JSON object: a JWT, such as a signed JWK Set"),
                of("\uFEFF{\"keys\":[]}", "not a JSON object: a byte order mark (BOM) before the text"),
                of("{\"keys\":{}}", "without an array of keys"),
                of(KEY.jwk(), "without an array of keys: a single JWK"),
                of("{\"issuer\":\"a\",\"jwks_uri\":\"b\"}", "without an array of keys: the metadata of an issuer"),
                of("{\"a\":\"-----BEGIN CERTIFICATE-----\"}", "without an array of keys: a map of PEM certificates"),
                of("{}", "without an array of keys"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void isNamedWhenItIsNoJwkSet(String body, String kind) {
        KeysStatus after = refreshed(aResponse().withBody(body));

        assertThat(after.state()).isEqualTo(KeysStatus.State.STALE);
        assertThat(after.lastError().map(error -> error.replaceFirst("a response (that is )?", "")))
                .contains(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16,         UTF-16",
        "UTF-16LE,       UTF-16",
        "UTF-16BE,       UTF-16",
        "x-UTF-16LE-BOM, UTF-16",
        "UTF-32LE,       UTF-32",
        "UTF-32BE,       UTF-32",
        "X-UTF-32LE-BOM, UTF-32",
        "X-UTF-32BE-BOM, UTF-32",
    })
    void isNamedWhenItIsNotUtf8(String charset, String name) {
        KeysStatus after = refreshed(aResponse().withBody(SET.getBytes(Charset.forName(charset))));

        assertThat(after.lastError()).contains("a response that is not a JSON object: text in " + name + ", not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"308201a2, true", "3081a2, true", "308301, false", "3082, true", "3182, false", "30, false"})
    void isNamedWhenItIsBinary(String hex, boolean isDer) {
        KeysStatus after = refreshed(aResponse().withBody(HexFormat.of().parseHex(hex)));

        assertThat(after.lastError())
                .hasValueSatisfying(error -> assertThat(error.endsWith(": a certificate or key in DER"))
                        .isEqualTo(isDer));
    }

    @Test
    void isNotAskedForAgainBeforeTheIssuerWantsIt() {
        Instant then = clock.instant().plus(Duration.ofHours(2));
        KeysStatus after = refreshed(aResponse().withStatus(429).withHeader("X-Retry-After", "30"));

        assertThat(after.nextRefresh())
                .hasValueSatisfying(next -> assertThat(next).isBetween(then.plusSeconds(30), then.plusSeconds(33)));
        clock.advance(Duration.ofSeconds(29));
        keys.find(header(KEY.keyId()));
        SERVER.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void mayShortenTheFreshness() {
        KeysStatus after =
                refreshed(aResponse().withHeader("Cache-Control", "max-age=60").withBody(SET));

        assertThat(after.nextRefresh()).hasValueSatisfying(next -> assertThat(next)
                .isBetween(clock.instant().plusSeconds(43), clock.instant().plusSeconds(48)));
    }
}
