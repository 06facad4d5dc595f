package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.jotguard.KeysListener;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.testing.TestKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * The invariants of {@link JwkSetRefresher}, while everything that it calls throws, blocks, is late, ignores interrupts or interrupts its own
 * thread. Hours of simulated time; chance comes from a seed, so a failure can be seen again.
 */
@Tag("slow")
class RefreshStressTest {

    private static final String ISSUER = "https://id.example.com";
    private static final String METADATA = ISSUER + "/.well-known/openid-configuration";
    private static final String ADDRESS = ISSUER + "/jwks";
    private static final String STALE_ADDRESS = ISSUER + "/stale";
    private static final TestKey KEY = TestKey.generate("EdDSA");
    private static final TestKey WITHDRAWN = TestKey.generate("EdDSA");
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(LoggerNames.JWKS);
    private static final int STEPS = 1_500;

    private final ManualTimeline timeline = new ManualTimeline();
    private final AtomicInteger held = new AtomicInteger();
    private final List<ManualTimeline.Gate> gates = new CopyOnWriteArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicReference<String> lockHolder = new AtomicReference<>();
    private volatile boolean isCalm;
    private Random random;

    /** The number of fetches that had begun at a time. */
    private record Moment(long nanos, long fetches) {}

    private JwkSetRefresher refresher;
    private JwkSetCache cache;

    @BeforeEach
    void breakTheLog() {
        LOGGER.setAdditive(false);
        LOGGER.setLevel(Level.DEBUG);
        LOGGER.addAppender(new AppenderBase<>() {
            {
                start();
            }

            @Override
            public void doAppend(ILoggingEvent event) {
                misbehaveOnAnyThread();
            }

            @Override
            protected void append(ILoggingEvent event) {}
        });
    }

    @AfterEach
    void mendTheLog() {
        LOGGER.detachAndStopAllAppenders();
        LOGGER.setAdditive(true);
        LOGGER.setLevel(null);
    }

    private void start(long seed) {
        random = new Random(seed);
        List<KeysListener> listeners = List.of(new Hostile(), new Hostile());
        refresher = new JwkSetRefresher(
                new MetadataDiscovery(ISSUER, this::fetch, false),
                JwkSetFixture.IMPATIENT,
                timeline,
                () -> 0.5,
                new RefreshEvents(ISSUER, listeners, timeline::startReporting),
                500);
        cache = new JwkSetCache(refresher, JwkSetFixture.IMPATIENT, timeline);
    }

    private int chance(int bound) {
        synchronized (this) {
            return random.nextInt(bound);
        }
    }

    /** Fails in some way, or does nothing; never under the lock of the refresher. */
    private void misbehaveOnAnyThread() {
        checkLock();
        if (isCalm) {
            return;
        }
        switch (chance(8)) {
            case 0 -> throw new IllegalStateException("hostile");
            case 1 -> throw new StackOverflowError();
            case 2 -> throw new LinkageError("hostile");
            case 3 -> Thread.currentThread().interrupt();
            case 4 -> block(false);
            case 5 -> block(true);
            default -> {
                // well, for once
            }
        }
    }

    /** Somebody else gets the lock while this thread is in foreign code, so this thread does not hold it. */
    private void checkLock() {
        AtomicReference<Object> got = new AtomicReference<>();
        Thread other =
                SystemRefreshScheduler.daemon(() -> got.set(Optional.ofNullable(refresher.startForBadSignature())));
        other.start();
        boolean wasInterrupted = Thread.interrupted();
        try {
            other.join(20_000);
        } catch (InterruptedException late) {
            wasInterrupted = true;
        }
        if (other.isAlive()) {
            lockHolder.compareAndSet(null, Thread.currentThread() + " calls foreign code under the lock");
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void block(boolean isDeaf) {
        ManualTimeline.Gate gate = timeline.new Gate();
        gates.add(gate);
        held.incrementAndGet();
        try {
            if (isDeaf) {
                gate.awaitDeaf();
            } else {
                gate.await();
            }
        } catch (InterruptedException given) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Hostile implements KeysListener {

        @Override
        public void keysRefreshed(KeysStatus status) {
            misbehaveOnAnyThread();
        }

        @Override
        public void keysRefreshFailed(KeysStatus status) {
            misbehaveOnAnyThread();
        }
    }

    private JwkSetFetcher.Response fetch(URI uri) throws IOException, InterruptedException {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try {
            return answer(uri.toString());
        } finally {
            open.decrementAndGet();
        }
    }

    private JwkSetFetcher.Response answer(String uri) throws IOException, InterruptedException {
        checkLock();
        boolean wasCalm = isCalm;
        int fate = wasCalm ? 9 : chance(12);
        switch (fate) {
            case 0 -> throw new IOException("hostile");
            case 1 -> throw new StackOverflowError();
            case 2 -> throw new JwkSetFetchException("HTTP status 429", Duration.ofSeconds(chance(20)));
            case 3 -> throw new InterruptedException();
            case 4 -> block(true);
            case 5 -> {
                ManualTimeline.Gate gate = timeline.new Gate();
                gates.add(gate);
                gate.await();
            }
            case 6 -> {
                return null;
            }
            case 7 -> {
                return response("nonsense");
            }
            default -> {
                // an answer
            }
        }
        if (uri.equals(METADATA)) {
            String address = wasCalm ? ADDRESS : STALE_ADDRESS;
            return response("{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + address + "\"}");
        }
        return response("{\"keys\":[" + (uri.equals(ADDRESS) ? KEY : WITHDRAWN).jwk() + "]}");
    }

    private static JwkSetFetcher.Response response(String body) {
        return new JwkSetFetcher.Response(body.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private void disturb(int step) {
        switch (chance(10)) {
            case 0 -> ask(() -> cache.find(JwkSetFixture.header("made up " + step)));
            case 1 -> ask(() -> cache.find(JwkSetFixture.header(KEY.keyId())));
            case 2 -> ask(() -> cache.findNewer(JwkSetFixture.header(KEY.keyId())));
            case 3 -> ask(() -> cache.findCached(JwkSetFixture.header(KEY.keyId())));
            case 4 -> openSome();
            case 5 -> timeline.failStarting(chance(4) == 0 ? new OutOfMemoryError("no thread") : null);
            case 6 -> timeline.sleep(Duration.ofMillis(chance(60_000)));
            default -> timeline.advance(Duration.ofMillis(chance(4_000)));
        }
    }

    private void openSome() {
        List<ManualTimeline.Gate> some = new ArrayList<>(gates);
        gates.removeAll(some);
        some.forEach(ManualTimeline.Gate::open);
    }

    private static void ask(Callable<?> question) {
        try {
            question.call();
        } catch (KeysUnavailableException cannotBeTold) {
            // as it should be
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        } finally {
            Thread.interrupted();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void leavesNothingBehind(long seed) {
        start(seed);
        for (int step = 0; step < STEPS; step++) {
            disturb(step);
            moments.add(new Moment(timeline.nanos(), cache.status().fetches()));
        }
        int mostOfAllTime = mostOpen.get();
        isCalm = true;
        timeline.failStarting(null);
        openSome();
        timeline.settle();
        timeline.advance(Duration.ofMinutes(12));
        openSome();
        timeline.settle();

        assertThat(lockHolder).hasNullValue();
        assertThat(held.get()).as("blocked calls").isPositive();
        assertThat(mostOfAllTime).isLessThanOrEqualTo(JwkSetRefresher.MAX_THREADS);
        assertThat(open).as("fetches that were left open").hasValue(0);
        assertThatNoMinuteHasMoreThanTwelveFetches();
        assertThat(cache.status().state()).isEqualTo(KeysStatus.State.FRESH);
        assertThat(cache.find(JwkSetFixture.header(KEY.keyId()))).hasSize(1);
        assertThat(cache.findCached(JwkSetFixture.header(WITHDRAWN.keyId()))).isEmpty();
        cache.close();
        timeline.settle();
        assertThat(timeline.scheduled()).isZero();
    }

    private void assertThatNoMinuteHasMoreThanTwelveFetches() {
        assertThat(moments.get(STEPS - 1).fetches()).isGreaterThan(100);
        int from = 0;
        for (Moment until : moments) {
            while (until.nanos() - moments.get(from).nanos()
                    >= Duration.ofMinutes(1).toNanos()) {
                from++;
            }
            assertThat(until.fetches() - moments.get(from).fetches()).isLessThanOrEqualTo(12);
        }
    }
}
