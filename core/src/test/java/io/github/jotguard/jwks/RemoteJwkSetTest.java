package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A set fetched over HTTP on the loopback interface. */
class RemoteJwkSetTest extends VerificationKeysContract {

    private static final TestIssuer ISSUER = TestIssuer.start();
    private static final RefreshPolicy QUICK =
            RefreshPolicy.defaults().withRetries(Duration.ofMillis(100), Duration.ofMillis(100));

    static {
        ISSUER.publish(SET);
    }

    private final RemoteJwkSet keys = RemoteJwkSet.builder(ISSUER.jwksUri())
            .refreshPolicy(JwkSetFixture.PATIENT)
            .build();

    @Override
    VerificationKeys keys() {
        return keys;
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void runsItsThreadsAsDaemonsThatInheritNothing() throws Exception {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("of the request");
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        JwkSetFetcher spying = uri -> {
            seen.add(String.valueOf(local.get()));
            seen.add(String.valueOf(Thread.currentThread().isDaemon()));
            return new JwkSetFetcher.Response(SET.getBytes(StandardCharsets.UTF_8), Optional.empty());
        };
        try (RemoteJwkSet own = RemoteJwkSet.builder("https://id.example.com/jwks")
                .fetcher(spying)
                .build()) {
            own.preload();
        }

        assertThat(seen).containsExactly("null", "true");
    }

    @Test
    void holdsAFetcherOfSomebodyElseToTheLimit() {
        JwkSetFetcher large = uri -> new JwkSetFetcher.Response(new byte[11], Optional.empty());
        try (RemoteJwkSet own = RemoteJwkSet.builder("https://id.example.com/jwks")
                .fetcher(large)
                .maxBytes(10)
                .build()) {
            own.preload();

            assertThat(own.status().lastError()).contains("an answer of more than 10 bytes");
        }
    }

    @Test
    void survivesAFetcherThatReturnsNothing() {
        JwkSetFetcher empty = uri -> null;
        try (RemoteJwkSet own = RemoteJwkSet.builder("https://id.example.com/jwks")
                .fetcher(empty)
                .build()) {
            own.preload();

            assertThat(own.status().lastError()).contains("NullPointerException");
        }
    }

    @Test
    void comesBackByItselfWhenTheIssuerDoes() {
        try (TestIssuer down = TestIssuer.start();
                RemoteJwkSet own = RemoteJwkSet.builder(down.jwksUri())
                        .refreshPolicy(QUICK)
                        .build()) {
            down.goDown();
            own.preload();
            assertThat(own.status().state()).isEqualTo(KeysStatus.State.UNAVAILABLE);
            down.recover();

            Eventually.isTrue(() -> own.status().state() == KeysStatus.State.FRESH);
        }
    }

    @Test
    void letsTenThousandVirtualThreadsWaitForOneFetch() throws Exception {
        Optional<ExecutorService> virtual = virtualThreads();
        int size = virtual.isPresent() ? 10_000 : 200;
        ExecutorService executor = virtual.orElseGet(Executors::newCachedThreadPool);
        RefreshPolicy policy = JwkSetFixture.PATIENT.withMaxWaiting(size, 16);
        try (TestIssuer slow = TestIssuer.start();
                RemoteJwkSet own = RemoteJwkSet.builder(slow.jwksUri())
                        .refreshPolicy(policy)
                        .build()) {
            slow.hang();
            Callable<Integer> task = () -> own.find(header(slow.keyId())).size();
            List<Future<Integer>> found = java.util.stream.IntStream.range(0, size)
                    .mapToObj(i -> executor.submit(task))
                    .toList();
            slow.awaitRequests(1, Duration.ofSeconds(20));
            slow.recover();

            for (Future<Integer> one : found) {
                assertThat(one.get()).isEqualTo(1);
            }
            assertThat(slow.requests()).isEqualTo(1);
        } finally {
            executor.shutdownNow();
        }
    }

    /** On 21 and up. */
    private static Optional<ExecutorService> virtualThreads() throws ReflectiveOperationException {
        try {
            return Optional.of((ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        } catch (NoSuchMethodException before21) {
            return Optional.empty();
        }
    }
}
