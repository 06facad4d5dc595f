package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A set fetched over HTTP on the loopback interface. */
class RemoteJwkSetTest extends VerificationKeysContract {

    private static final TestIssuer ISSUER = TestIssuer.start();
    private static final RefreshPolicy QUICK = RefreshPolicy.builder()
            .initialBackoff(Duration.ofMillis(100))
            .maxBackoff(Duration.ofMillis(100))
            .build();

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

            assertThat(own.status().lastError()).contains("a response of more than 10 bytes, see maxBytes");
        }
    }

    @Test
    void holdsItsOwnFetcherToTheLimitWhileItReads() {
        try (RemoteJwkSet own = RemoteJwkSet.builder(ISSUER.jwksUri())
                .fetcher(HttpJwkSetFetcher.builder().build())
                .maxBytes(10)
                .build()) {
            own.preload();

            assertThat(own.status().lastError()).contains("a response of more than 10 bytes, see maxBytes");
        }
    }

    @Test
    void sendsItsHeadersToItsOwnOriginOnly() throws Exception {
        List<List<String>> requests = new java.util.concurrent.CopyOnWriteArrayList<>();
        JwkSetFetcher fetcher = HttpJwkSetFetcher.builder()
                .header("Authorization", () -> "Bearer s3cret")
                .build();
        String[] metadata = new String[1];
        try (RawServer issuer = RawServer.of((socket, out) -> {
                    requests.add(RawServer.requestLines(socket));
                    RawServer.write(out, "HTTP/1.1 200 OK\r\n\r\n" + metadata[0]);
                });
                RemoteJwkSet own = RemoteJwkSet.discoveryBuilder("http://127.0.0.1:" + issuer.port())
                        .fetcher(fetcher)
                        .build();
                RawServer elsewhere = RawServer.of((socket, out) -> {
                    requests.add(RawServer.requestLines(socket));
                    RawServer.write(out, "HTTP/1.1 200 OK\r\n\r\n" + SET);
                })) {
            metadata[0] =
                    "{\"issuer\":\"http://127.0.0.1:" + issuer.port() + "\",\"jwks_uri\":\"" + elsewhere.uri() + "\"}";
            own.preload();

            assertThat(own.status().state()).isEqualTo(KeysStatus.State.FRESH);
        }
        assertThat(requests.get(0)).contains("Authorization: Bearer s3cret");
        assertThat(requests.get(1)).hasSize(6).noneMatch(line -> line.contains("s3cret"));
    }

    /** As in a cluster: an authority of its own, a token that is read at each fetch, and an issuer that says how long its keys are fresh. */
    @Test
    void takesATlsContextAndAHeaderAndKeepsTheFreshness() {
        AtomicInteger reads = new AtomicInteger();
        try (TlsServer server = TlsServer.holding((socket, out) -> {
            boolean isKnown = RawServer.requestLines(socket).contains("Authorization: Bearer token-1");
            RawServer.write(
                    out,
                    isKnown
                            ? "HTTP/1.1 200 OK\r\nCache-Control: max-age=1800\r\n\r\n" + SET
                            : "HTTP/1.1 401 Unauthorized\r\n\r\n");
        })) {
            JwkSetFetcher fetcher = HttpJwkSetFetcher.builder()
                    .sslContext(server::clientContext)
                    .header("Authorization", () -> "Bearer token-" + reads.incrementAndGet())
                    .build();
            MutableClock clock = MutableClock.at(Instant.parse("2026-11-21T12:00:00Z"));
            try (RemoteJwkSet own = RemoteJwkSet.builder(server.uri())
                    .fetcher(fetcher)
                    .clock(clock)
                    .build()) {
                own.preload();

                assertThat(own.status().state()).isEqualTo(KeysStatus.State.FRESH);
                assertThat(own.status().nextRefresh()).hasValueSatisfying(next -> assertThat(next)
                        .isBetween(
                                clock.instant().plusSeconds(1_200),
                                clock.instant().plusSeconds(1_800)));
            }
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void logsTheExceptionOfAFetchAtDebug() {
        JwkSetFetcher failing = uri -> {
            throw new IOException("details");
        };

        assertThat(loggedAtDebug(RemoteJwkSet.builder("https://debug.example.com/jwks?key=s3cret")
                        .fetcher(failing)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getFormattedMessage()).isEqualTo("The fetch from debug.example.com failed");
                    assertThat(event.getThrowableProxy().getMessage()).isEqualTo("details");
                });
    }

    /** Found out after the fetch. */
    @Test
    void logsTheExceptionOfAnUnusableResponseAtDebug() {
        JwkSetFetcher page =
                uri -> new JwkSetFetcher.Response("<html>".getBytes(StandardCharsets.UTF_8), Optional.empty());

        assertThat(loggedAtDebug(RemoteJwkSet.builder("https://debug.example.com/jwks?key=s3cret")
                        .fetcher(page)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getFormattedMessage())
                            .isEqualTo("The fetch from https://debug.example.com/jwks failed");
                    assertThat(event.getThrowableProxy().getMessage())
                            .isEqualTo("a response that is not a JSON object: an HTML page");
                    assertThat(event.getThrowableProxy().getCause()).isNotNull();
                });
        assertThat(loggedAtDebug(RemoteJwkSet.discoveryBuilder("https://debug.example.com")
                        .fetcher(page)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getFormattedMessage())
                            .isEqualTo("The fetch from the metadata of https://debug.example.com failed");
                    assertThat(event.getThrowableProxy().getMessage())
                            .isEqualTo("metadata that are not a JSON object: an HTML page");
                    assertThat(event.getThrowableProxy().getCause()).isNotNull();
                });
    }

    /** Returns the lines of a fetch that fails. */
    private static List<ILoggingEvent> loggedAtDebug(RemoteJwkSet.Builder failing) {
        Logger logger = (Logger) LoggerFactory.getLogger(LoggerNames.JWKS);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Level usual = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(log);
        try (RemoteJwkSet own = failing.build()) {
            own.preload();
            Eventually.isTrue(() -> !lines(log, Level.WARN).isEmpty()); // it comes after
        } finally {
            logger.detachAppender(log);
            logger.setLevel(usual);
        }
        return lines(log, Level.DEBUG);
    }

    private static List<ILoggingEvent> lines(ListAppender<ILoggingEvent> log, Level level) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == level)
                .filter(event -> event.getFormattedMessage().contains("debug.example.com")) // not of other tests
                .toList();
    }

    /** Failed fetches leave none of their threads to a log that hangs. */
    @Test
    @Timeout(60)
    void fetchesOnWhileTheLogHangs() throws Exception {
        CountDownLatch isRepaired = new CountDownLatch(1);
        AppenderBase<ILoggingEvent> hanging = new AppenderBase<>() {
            @Override
            public void doAppend(ILoggingEvent event) {
                boolean hasWaited = false;
                while (!hasWaited) {
                    try {
                        isRepaired.await();
                        hasWaited = true;
                    } catch (InterruptedException deaf) {
                        // as a socket that is written to
                    }
                }
            }

            @Override
            protected void append(ILoggingEvent event) {}
        };
        Logger logger = (Logger) LoggerFactory.getLogger(LoggerNames.JWKS);
        Level usual = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        hanging.start();
        logger.addAppender(hanging);
        AtomicInteger fetches = new AtomicInteger();
        JwkSetFetcher failing = uri -> {
            if (fetches.incrementAndGet() <= JwkSetRefresher.MAX_THREADS) {
                throw new IOException("of the issuer");
            }
            return new JwkSetFetcher.Response(SET.getBytes(StandardCharsets.UTF_8), Optional.empty());
        };
        RefreshPolicy quick = RefreshPolicy.builder()
                .fetchDeadline(Duration.ofMillis(100))
                .initialBackoff(Duration.ofMillis(100))
                .maxBackoff(Duration.ofMillis(100))
                .build();
        try (RemoteJwkSet own = RemoteJwkSet.builder("https://id.example.com/jwks")
                .fetcher(failing)
                .refreshPolicy(quick)
                .build()) {
            own.preload();
            Eventually.isTrue(() -> own.status().state() == KeysStatus.State.FRESH);
        } finally {
            isRepaired.countDown();
            logger.detachAppender(hanging);
            logger.setLevel(usual);
        }
    }

    @Test
    @Timeout(60)
    void letsManySetsShareAFetcherOfSomebodyElse() throws Exception {
        int sets = 2 * HttpJwkSetFetcher.MAX_STUCK;
        CountDownLatch areAllFetching = new CountDownLatch(sets);
        RawServer together = RawServer.of((socket, out) -> {
            RawServer.readRequest(socket);
            areAllFetching.countDown();
            areAllFetching.await();
            RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        });
        HttpJwkSetFetcher fetcher = HttpJwkSetFetcher.builder().build();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (together) {
            Callable<Integer> fetch = () -> fetcher.fetch(together.uri()).body().length;
            for (Future<Integer> each : threads.invokeAll(Collections.nCopies(sets, fetch))) {
                assertThat(each.get()).isEqualTo(2);
            }
        } finally {
            threads.shutdownNow();
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
    void saysThatASetIsNearlyTooLargeBeforeItIs() {
        int size = SET.getBytes(StandardCharsets.UTF_8).length;
        JwkSetFetcher full = uri -> new JwkSetFetcher.Response(SET.getBytes(StandardCharsets.UTF_8), Optional.empty());
        for (int maxBytes :
                new int[] {(int) (size / BoundedFetcher.NEARLY_FULL) + 1, (int) (size / BoundedFetcher.NEARLY_FULL) - 1
                }) {
            List<String> notices = new ArrayList<>();
            new BoundedFetcher(full, maxBytes, (uri, thrown) -> {})
                    .noticeSize(new JwkSetFetcher.Response(new byte[size], Optional.empty()), noticesTo(notices));
            assertThat(notices).hasSize(maxBytes > size / BoundedFetcher.NEARLY_FULL ? 0 : 1);
        }
    }

    private static JwkSetSource.Progress noticesTo(List<String> notices) {
        return new JwkSetSource.Progress() {
            @Override
            public void metadataRead(URI jwksUri, Optional<Duration> maxAge) {
                throw new AssertionError("there are no metadata");
            }

            @Override
            public void notice(String text) {
                notices.add(text);
            }
        };
    }

    private static JwtVerifier verifier(RemoteJwkSet keys) {
        return JwtVerifier.trusting(TrustedIssuer.builder(ISSUER.issuer(), keys)
                .audience(ISSUER.audience())
                .build());
    }

    @Test
    void runsUntilTheLastVerifierThatUsesItIsClosed() {
        JwtVerifier first = verifier(keys);
        JwtVerifier second = verifier(keys);
        first.preload();
        first.close();
        first.close();
        assertThat(second.status().worstState()).isEqualTo(KeysStatus.State.FRESH);
        second.close();

        assertThat(second.status().worstState()).isEqualTo(KeysStatus.State.CLOSED);
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.CLOSED);
    }

    @Test
    void isFetchedAnewForAVerifierAfterTheLastOneWasClosed() {
        verifier(keys).close();
        try (JwtVerifier later = verifier(keys)) {
            later.preload();

            assertThat(later.status().worstState()).isEqualTo(KeysStatus.State.FRESH);
        }
    }

    @Test
    void takesNoVerifierAfterItWasClosed() {
        JwtVerifier verifier = verifier(keys);
        keys.close();

        assertThat(verifier.status().worstState()).isEqualTo(KeysStatus.State.CLOSED);
        assertThatIllegalStateException()
                .isThrownBy(() -> verifier(keys))
                .withMessage(
                        "RemoteJwkSet[" + ISSUER.jwksUri() + "] is closed. Build another one for a new " + "verifier");
        verifier.close();
    }

    @Test
    void usesNoneOfTheSetsIfOneIsClosed() {
        RemoteJwkSet closed = RemoteJwkSet.at("https://closed.example.com/jwks");
        closed.close();
        TrustedIssuer good = TrustedIssuer.builder(ISSUER.issuer(), keys)
                .audience(ISSUER.audience())
                .build();
        TrustedIssuer bad = TrustedIssuer.builder("closed", closed)
                .audience(ISSUER.audience())
                .build();

        assertThatIllegalStateException().isThrownBy(() -> JwtVerifier.trusting(good, bad));
        assertThatIllegalStateException().isThrownBy(() -> JwtVerifier.trusting(bad, good));
        try (JwtVerifier verifier = JwtVerifier.trusting(good)) {
            verifier.preload();
            assertThat(verifier.status().worstState()).isEqualTo(KeysStatus.State.FRESH);
        }
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.CLOSED);
    }

    @Test
    void tellsAVerifierThatIsClosedNothingMore() {
        List<KeysStatus> told = new CopyOnWriteArrayList<>();
        JwtVerifier first = JwtVerifier.builder()
                .trust(TrustedIssuer.builder(ISSUER.issuer(), keys)
                        .audience(ISSUER.audience())
                        .build())
                .listener(new VerificationListener() {
                    @Override
                    public void keysRefreshed(KeysStatus status) {
                        told.add(status);
                    }
                })
                .build();
        try (JwtVerifier second = verifier(keys)) {
            List<KeysStatus> others = new CopyOnWriteArrayList<>();
            keys.addListener(new VerificationListener() {
                @Override
                public void keysRefreshed(KeysStatus status) {
                    others.add(status);
                }
            });
            first.close();
            second.preload();
            Eventually.isTrue(() -> !others.isEmpty());
        }

        assertThat(told).isEmpty();
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
        RefreshPolicy policy = JwkSetFixture.PATIENT.toBuilder()
                .maxInitialLoadWaits(size)
                .maxUnknownKeyWaits(16)
                .build();
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
