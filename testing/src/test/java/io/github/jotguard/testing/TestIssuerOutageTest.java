package io.github.jotguard.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestIssuerOutageTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
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
    void answersHangingRequestsWhenItRecovers() {
        issuer.hang();
        CompletableFuture<Http> hanging = getInBackground();
        issuer.awaitRequests(1, DEADLINE);
        assertThat(hanging).isNotDone();
        issuer.recover();
        assertThat(hanging.join().body()).isEqualTo(issuer.jwkSetJson());
    }

    @Test
    void answersHangingRequestsWithTheFaultThatFollows() {
        issuer.hang();
        CompletableFuture<Http> hanging = getInBackground();
        issuer.awaitRequests(1, DEADLINE);
        issuer.failWith(500);
        assertThat(hanging.join().status()).isEqualTo(500);
    }

    @Test
    void cutsHangingRequestsWhenClosed() {
        issuer.hang();
        CompletableFuture<Http> hanging = getInBackground();
        issuer.awaitRequests(1, DEADLINE);
        issuer.close();
        assertThatThrownBy(hanging::join).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void stopsHalfwayUntilItRecovers() throws Exception {
        String jwkSet = issuer.jwkSetJson();
        issuer.hangHalfway();
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), issuer.jwksUri().getPort())) {
            socket.getOutputStream()
                    .write(("GET " + issuer.jwksUri().getPath() + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder received = new StringBuilder();
            String firstHalf = jwkSet.substring(0, jwkSet.length() / 2);
            while (!received.toString().endsWith(firstHalf)) {
                received.append((char) in.read());
            }
            assertThat(received).contains("200 OK");
            socket.setSoTimeout(100);
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout((int) DEADLINE.toMillis());
            issuer.recover();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(jwkSet.substring(jwkSet.length() / 2));
        }
    }

    @Test
    void holdsAnswersUntilTheTestLetsThemGo() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        issuer.beforeAnswer(() -> await(letGo));
        CompletableFuture<Http> held = getInBackground();
        issuer.awaitRequests(1, DEADLINE);
        assertThat(held).isNotDone();
        letGo.countDown();
        assertThat(held.get(DEADLINE.toSeconds(), SECONDS).status()).isEqualTo(200);
    }

    @Test
    void cutsTheConnectionWhenTheTestThrowsBeforeTheAnswer() {
        issuer.beforeAnswer(() -> {
            throw new IllegalStateException("cut");
        });
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
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

    @Test
    void runsOnDaemonThreadsAndEndsThemWhenClosed() throws Exception {
        issuer.hang();
        CompletableFuture<Http> hanging = getInBackground();
        issuer.awaitRequests(1, DEADLINE);
        Set<Thread> own = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .filter(thread -> thread.getName().matches("test-issuer-.*|HTTP-Dispatcher|server-timer.*"))
                .collect(Collectors.toSet());
        assertThat(own).hasSizeGreaterThanOrEqualTo(2).allMatch(Thread::isDaemon);
        issuer.close();
        for (Thread thread : own) {
            thread.join(DEADLINE.toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThatThrownBy(hanging::join).hasRootCauseInstanceOf(IOException.class);
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
        CompletableFuture<Http> answer = new CompletableFuture<>();
        Thread client = new Thread(() -> {
            try {
                answer.complete(get());
            } catch (IOException failed) {
                answer.completeExceptionally(new UncheckedIOException(failed));
            }
        });
        client.setDaemon(true);
        client.start();
        return answer;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
