package io.github.jotguard.jwks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are good HTTP and not a JWK Set that was asked for, to a set that has good keys already. */
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

        assertThat(after.lastError()).contains("HTTP status " + status);
        SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void isNotDecompressed() throws IOException {
        KeysStatus after = refreshed(aResponse()
                .withHeader("Content-Encoding", "gzip")
                .withBody(gzip(SET.getBytes(StandardCharsets.UTF_8), 1)));

        assertThat(after.lastError()).contains("an encoded answer, which was not asked for");
    }

    @Test
    void isNotABombEitherIfItDoesNotSayThatItIsCompressed() throws IOException {
        byte[] bomb = gzip(" ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8), 200);
        assertThat(bomb.length).isLessThan(LIMIT);
        KeysStatus after = refreshed(aResponse().withBody(bomb));

        assertThat(after.lastError())
                .hasValueSatisfying(error -> assertThat(error).startsWith("an answer that is not a JSON object"));
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
                .contains("an answer of more than 262144 bytes");
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

    @ParameterizedTest
    @ValueSource(strings = {"<!doctype html><title>Sign in</title>", "", "{\"keys\":[]", "[]", "\uFEFF{\"keys\":[]}"})
    void isAnErrorUnlessItIsAJwkSet(String body) {
        assertThat(refreshed(aResponse().withBody(body)).state()).isEqualTo(KeysStatus.State.STALE);
    }

    @Test
    void isAskedForWithoutCookiesOrCredentials() {
        refreshed(aResponse().withHeader("Set-Cookie", "a=b; Path=/").withBody(SET));
        clock.advance(Duration.ofHours(2));
        keys.find(header(KEY.keyId()));

        SERVER.verify(
                2,
                getRequestedFor(urlEqualTo("/jwks"))
                        .withHeader("Accept", equalTo("application/jwk-set+json, application/json"))
                        .withHeader("Cookie", absent())
                        .withHeader("Authorization", absent())
                        .withHeader("Accept-Encoding", absent())
                        .withHeader("Upgrade", absent()));
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
