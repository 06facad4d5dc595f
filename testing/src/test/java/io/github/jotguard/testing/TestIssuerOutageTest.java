package io.github.jotguard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestIssuerOutageTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final TestIssuer issuer = TestIssuer.start();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void countsRequests() throws Exception {
        assertThat(issuer.requests()).isZero();
        get();
        get();
        assertThat(issuer.requests()).isEqualTo(2);
        issuer.resetRequests();
        assertThat(issuer.requests()).isZero();
    }

    @Test
    void waitsForRequests() {
        CompletableFuture<Http> first = getInBackground();
        CompletableFuture<Http> second = getInBackground();
        issuer.awaitRequests(2, DEADLINE);
        assertThat(issuer.requests()).isEqualTo(2);
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(second.join().status()).isEqualTo(200);
    }

    @Test
    void saysHowManyRequestsHaveComeWhenTooFew() throws Exception {
        get();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> issuer.awaitRequests(2, Duration.ofMillis(1)))
                .withMessage("expected 2 requests for the JWK Set within PT0.001S, but there were 1");
    }

    @Test
    void staysInterruptedWhenInterruptedWhileWaiting() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> issuer.awaitRequests(1, DEADLINE)).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesConnectionsWhileDownAndListensOnTheSamePortAfterwards() throws Exception {
        for (int i = 0; i < 3; i++) {
            get();
            issuer.goDown();
            issuer.goDown();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(this::get);
            issuer.recover();
            issuer.recover();
            assertThat(get().status()).isEqualTo(200);
        }
    }

    @Test
    void givesItsPortToNobodyWhileDown() {
        issuer.goDown();
        assertThatThrownBy(this::listenOnItsPort).isInstanceOf(IOException.class);
    }

    @Test
    void failsUntilItRecovers() throws Exception {
        issuer.failWith(503, "Retry-After", "7");
        Http answer = get();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).containsExactly("7");
        assertThat(answer.body()).isEmpty();
        issuer.recover();
        assertThat(get().status()).isEqualTo(200);
        assertThat(issuer.requests()).isEqualTo(2);
    }

    @Test
    void answersWithAnything() throws Exception {
        issuer.answerWith(302, "{\"keys\":", "Location", "http://127.0.0.1:1/", "Content-Type", "text/plain");
        Http answer = get();
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.body()).isEqualTo("{\"keys\":");
        assertThat(answer.header("Location")).containsExactly("http://127.0.0.1:1/");
        assertThat(answer.header("Content-Type")).containsExactly("text/plain");
    }

    @Test
    void refusesToAnswerWithHalfHeadersOrWithoutFinalStatus() {
        assertThatIllegalArgumentException().isThrownBy(() -> issuer.failWith(503, "Retry-After"));
        assertThatIllegalArgumentException().isThrownBy(() -> issuer.failWith(100));
    }

    @Test
    void sendsCacheControlWhereToldTo() throws Exception {
        issuer.cacheControl("max-age=60");
        assertThat(get().header("Cache-Control")).containsExactly("max-age=60");
    }

    @Test
    void releasesItsPortWhenClosed() throws Exception {
        get();
        issuer.close();
        issuer.close();
        listenOnItsPort();
    }

    @Test
    void releasesItsPortWhenClosedWhileDown() throws Exception {
        issuer.goDown();
        issuer.close();
        issuer.recover();
        listenOnItsPort();
    }

    private void listenOnItsPort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", issuer.jwksUri().getPort()));
        }
    }

    private Http get() throws IOException {
        return Http.get(issuer.jwksUri());
    }

    private CompletableFuture<Http> getInBackground() {
        return Http.getInBackground(issuer.jwksUri());
    }
}
