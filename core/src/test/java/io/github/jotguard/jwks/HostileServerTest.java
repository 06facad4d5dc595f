package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static io.github.jotguard.jwks.RawServer.readRequest;
import static io.github.jotguard.jwks.RawServer.readToEnd;
import static io.github.jotguard.jwks.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.testing.TestKey;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Servers that no HTTP library would let one write: each costs one deadline at most, and bounded memory. */
class HostileServerTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");
    private static final String SET = "{\"keys\":[" + KEY.jwk() + "]}";
    private static final Duration SHORT = Duration.ofMillis(400);
    /** A deadline that is never reached, on slow machines either, because something else must end the fetch. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    /** Fetches once, asserts that the deadline holds, and returns the status. */
    private static KeysStatus fetched(URI uri, Duration deadline) {
        RefreshPolicy policy = RefreshPolicy.builder()
                .fetchDeadline(deadline)
                .initialLoadWait(LONG)
                .unknownKeyWait(LONG)
                .build();
        long start = System.nanoTime();
        try (RemoteJwkSet keys = RemoteJwkSet.builder(uri).refreshPolicy(policy).build()) {
            keys.preload();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).isLessThan(deadline.plus(SLACK));
            KeysStatus status = keys.status();
            if (status.state() != KeysStatus.State.FRESH) {
                assertThat(status.state()).isEqualTo(KeysStatus.State.UNAVAILABLE);
                assertThatExceptionOfType(KeysUnavailableException.class)
                        .isThrownBy(() -> keys.find(header(KEY.keyId())));
            }
            return status;
        }
    }

    private static void assertRejected(Duration deadline, String error, RawServer.Conversation conversation)
            throws InterruptedException {
        try (RawServer server = RawServer.of(conversation)) {
            KeysStatus status = fetched(server.uri(), deadline);

            assertThat(status.lastError()).contains(error);
            assertThat(status.keyIds()).isEmpty();
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.clientHasGone().await(20, TimeUnit.SECONDS))
                    .as("the connection is closed")
                    .isTrue();
        }
    }

    private static void assertTooLate(String phase, RawServer.Conversation conversation) throws InterruptedException {
        assertRejected(SHORT, "no complete response within PT0.4S, " + phase, conversation);
    }

    private static void assertTooLarge(RawServer.Conversation conversation) throws InterruptedException {
        assertRejected(LONG, "a response of more than 262144 bytes, see maxBytes", conversation);
    }

    private static void drip(OutputStream out) throws IOException {
        while (true) {
            write(out, " ");
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void flood(OutputStream out, String text) throws IOException {
        while (true) {
            write(out, text);
        }
    }

    @Test
    void isUnderstoodWhenItBehaves() {
        try (RawServer server = RawServer.of((socket, out) -> {
            readRequest(socket);
            write(out, OK + "Content-Length: " + SET.length() + "\r\n\r\n" + SET);
        })) {
            assertThat(fetched(server.uri(), LONG).keyIds()).containsExactly(KEY.keyId());
        }
    }

    @Test
    void mayAcceptAndSayNothing() throws InterruptedException {
        assertTooLate("waiting for the response", (socket, out) -> readToEnd(socket));
    }

    @Test
    void mayStallTheTlsHandshake() throws InterruptedException {
        try (RawServer server = RawServer.of((socket, out) -> readToEnd(socket))) {
            assertThat(fetched(server.httpsUri(), SHORT).lastError())
                    .contains("no complete response within PT0.4S, in the TLS handshake");
            assertThat(server.clientHasGone().await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void mayNotSpeakTls() {
        try (RawServer server = RawServer.of((socket, out) -> write(out, "HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThat(fetched(server.httpsUri(), LONG).lastError()).contains("TLS to a plain port");
        }
    }

    @Test
    void mayNeverAccept() throws IOException {
        try (FullBacklog server = new FullBacklog()) {
            assertThat(fetched(server.uri(), SHORT).lastError())
                    .contains("no complete response within " + "PT0.4S, connecting");
        }
    }

    @Test
    void mayDripItsBody() throws InterruptedException {
        assertTooLate("reading the response", (socket, out) -> {
            write(out, OK + "Content-Length: 100000\r\n\r\n");
            drip(out);
        });
    }

    @Test
    void mayDripItsHeaders() throws InterruptedException {
        assertTooLate("waiting for the response", (socket, out) -> {
            write(out, OK + "X-Padding:");
            drip(out);
        });
    }

    @Test
    void mayStopHalfway() throws InterruptedException {
        assertTooLate("reading the response", (socket, out) -> {
            write(out, OK + "Content-Length: " + SET.length() + "\r\n\r\n" + SET.substring(0, 20));
            readToEnd(socket);
        });
    }

    @Test
    void maySendABodyWithoutEnd() throws InterruptedException {
        assertTooLarge((socket, out) -> {
            write(out, OK + "\r\n");
            flood(out, " ".repeat(16_384));
        });
    }

    @Test
    void maySendChunksWithoutEnd() throws InterruptedException {
        assertTooLarge((socket, out) -> {
            write(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
            flood(out, "4000\r\n" + " ".repeat(16_384) + "\r\n");
        });
    }

    @Test
    void mayLieAboutAHugeLength() throws InterruptedException {
        assertTooLarge((socket, out) -> {
            write(out, OK + "Content-Length: 9223372036854775807\r\n\r\n");
            flood(out, " ".repeat(16_384));
        });
    }

    @Test
    void maySayLessThanItSends() {
        try (RawServer server = RawServer.of((socket, out) -> {
            readRequest(socket);
            write(out, OK + "Content-Length: 10\r\n\r\n" + SET);
        })) {
            assertThat(fetched(server.uri(), LONG).lastError()).hasValueSatisfying(error -> assertThat(error)
                    .startsWith("a response that is not a " + "JSON object"));
        }
    }

    @Test
    void maySayMoreThanItSendsAndHangUp() {
        try (RawServer server = RawServer.of((socket, out) -> {
            readRequest(socket);
            write(out, OK + "Content-Length: 100000\r\n\r\n" + SET);
        })) {
            assertThat(fetched(server.uri(), LONG).lastError())
                    .contains("connection closed before the end of the response");
        }
    }

    @Test
    void mayHangUpAtOnce() {
        try (RawServer server = RawServer.of((socket, out) -> readRequest(socket))) {
            assertThat(fetched(server.uri(), LONG).lastError()).contains("connection closed without a response");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void maySpeakNoHttpAndKeepTheConnection() throws InterruptedException {
        assertRejected(LONG, "no HTTP response", (socket, out) -> {
            write(out, "SSH-2.0-OpenSSH_9.2\r\n");
            readToEnd(socket);
        });
    }

    @Test
    void maySendHeadersWithoutEnd() throws InterruptedException {
        assertRejected(LONG, "a response head or framing of too many bytes", (socket, out) -> {
            write(out, OK);
            flood(out, "X-Padding: " + "x".repeat(4_096) + "\r\n");
        });
    }

    @Test
    void maySendInterimAnswersWithoutEnd() throws InterruptedException {
        assertRejected(
                LONG,
                "more than 8 interim responses",
                (socket, out) -> flood(out, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"));
    }
}
