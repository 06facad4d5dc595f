package io.github.jotguard.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
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

/** Requests that are kept waiting, and what becomes of them and of the threads that keep them. */
class TestIssuerHangTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final TestIssuer issuer = TestIssuer.start();

    @AfterEach
    void close() {
        issuer.close();
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
        assertThatThrownBy(() -> Http.get(issuer.jwksUri())).isInstanceOf(IOException.class);
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

    private CompletableFuture<Http> getInBackground() {
        return Http.getInBackground(issuer.jwksUri());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
