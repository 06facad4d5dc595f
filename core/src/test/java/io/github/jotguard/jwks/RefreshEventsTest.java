package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.KeysListener;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The reports about fetches: to listeners, in the log and in the status. */
class RefreshEventsTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(LoggerNames.JWKS);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT);

    @BeforeEach
    void capture() {
        log.start();
        LOGGER.addAppender(log);
        LOGGER.setLevel(Level.INFO);
        LOGGER.setAdditive(false);
        keys.issuer.publish(KEY);
    }

    @AfterEach
    void close() {
        keys.close();
        LOGGER.detachAndStopAllAppenders();
        LOGGER.setLevel(null);
        LOGGER.setAdditive(true);
    }

    private List<String> warnings() {
        assertThat(log.list).allSatisfy(event -> assertThat(event.getLevel()).isEqualTo(Level.WARN));
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void logNothingWhenAllIsWell() {
        keys.cache.preload();
        keys.timeline.advance(Duration.ofHours(1));

        assertThat(warnings()).isEmpty();
    }

    @Test
    void warnOncePerChangeOfState() {
        keys.cache.preload();
        keys.issuer.goDown();
        keys.timeline.advance(Duration.ofHours(26));
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofHours(1));

        String failing = "The JWK Set of " + JwkSetFixture.SOURCE + " cannot be fetched (IOException), its keys are ";
        assertThat(warnings())
                .containsExactly(
                        failing + "FRESH",
                        failing + "STALE",
                        failing + "UNAVAILABLE",
                        "The JWK Set of " + JwkSetFixture.SOURCE + " can be fetched again");
    }

    @Test
    void warnOncePerBrokenKeyUntilTheSetChanges() {
        keys.issuer.answer("{\"keys\":[" + KEY.jwk() + ",{\"kty\":7,\"kid\":\"\\n\"},7]}");
        keys.cache.preload();
        keys.timeline.advance(Duration.ofHours(1));
        String prefix = "The JWK Set of " + JwkSetFixture.SOURCE + ": ";
        String second = prefix + "the key \"\\u000a\" is skipped: no kty that is a string";
        String third = prefix + "a key without kid is skipped: not an object, or one with duplicate members";
        assertThat(warnings()).containsExactly(second, third);

        keys.issuer.answer("{\"keys\":[7,{\"kty\":\"oct\"},{\"kty\":7,\"kid\":\"\\n\"}," + KEY.jwk() + "]}");
        keys.timeline.advance(Duration.ofMinutes(5));
        assertThat(warnings()).as("the same in another order").containsExactly(second, third);

        keys.issuer.answer("{\"keys\":[{\"kty\":\"OKP\"}]}");
        keys.timeline.advance(Duration.ofMinutes(5));
        assertThat(warnings())
                .containsExactly(second, third, prefix + "a key without kid is skipped: no crv that is a string");
    }

    @Test
    void tellListenersOfEveryFetch() {
        keys.cache.preload();
        keys.timeline.advance(Duration.ofMinutes(4));
        keys.issuer.goDown();
        keys.timeline.advance(Duration.ofMinutes(10));

        assertThat(keys.refreshed).hasSize(2);
        assertThat(keys.refreshed.size() + keys.failed.size()).isEqualTo(keys.issuer.fetches());
        assertThat(keys.failed.get(0).state()).isEqualTo(KeysStatus.State.FRESH);
        assertThat(keys.failed.get(keys.failed.size() - 1).state()).isEqualTo(KeysStatus.State.STALE);
        assertThat(keys.status().fetches()).isEqualTo(keys.issuer.fetches());
        assertThat(keys.status().failures()).isEqualTo(keys.failed.size());
    }

    @Test
    void outliveAListenerThatFails() {
        keys.listeners.add(new VerificationListener() {
            @Override
            public void keysRefreshed(KeysStatus status) {
                throw new IllegalStateException("not to be quoted");
            }
        });
        keys.cache.preload();
        keys.timeline.advance(Duration.ofMinutes(4));

        assertThat(keys.refreshed).hasSize(2);
        assertThat(warnings()).containsOnly("A verification listener failed: java.lang.IllegalStateException");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changeNothingIfTheyThrowWhileFetchesHang(boolean isListener) {
        if (isListener) {
            keys.listeners.add(new VerificationListener() {
                @Override
                public void keysRefreshFailed(KeysStatus status) {
                    throw new StackOverflowError();
                }
            });
        } else {
            breakLog(new LinkageError("no appender"));
        }
        keys.issuer.hang(KEY);
        keys.refresher.startIfDue();
        keys.timeline.advance(Duration.ofMinutes(5));
        assertThat(keys.status().failures()).isGreaterThan(JwkSetRefresher.MAX_THREADS);
        assertThat(keys.status().lastError()).contains("no complete response within PT10S");
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofSeconds(76));

        assertThat(keys.hasAtHand(KEY)).isTrue();
        assertThat((long) keys.failed.size()).isEqualTo(keys.status().failures());
    }

    private void breakLog(Error failure) {
        LOGGER.detachAppender(log);
        LOGGER.addAppender(new AppenderBase<>() {
            {
                start();
            }

            @Override
            public void doAppend(ILoggingEvent event) {
                throw failure;
            }

            @Override
            protected void append(ILoggingEvent event) {}
        });
    }

    @Test
    void keepNobodyWaitingWhileAListenerBlocks() throws InterruptedException {
        ManualTimeline.Gate gate = keys.timeline.new Gate();
        keys.listeners.add(0, new VerificationListener() {
            @Override
            public void keysRefreshed(KeysStatus status) {
                gate.awaitDeaf();
            }

            @Override
            public void keysRefreshFailed(KeysStatus status) {
                gate.awaitDeaf();
            }
        });
        keys.cache.preload();
        keys.issuer.hang(KEY);
        keys.timeline.advance(Duration.ofMinutes(20));

        assertThat(Herd.of(8, () -> keys.cache
                                .find(JwkSetFixture.header(KEY.keyId()))
                                .size())
                        .results())
                .containsOnly(1);
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofSeconds(76));
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.FRESH);
        assertThat(keys.refreshed).isEmpty();
        gate.open();
        keys.timeline.settle();

        assertThat(keys.refreshed).hasSize(2);
        assertThat(keys.failed).as("the oldest are left out").hasSize(RefreshEvents.MAX_QUEUED - 1);
        assertThat(keys.refreshed.get(1).fetches()).isEqualTo(keys.status().fetches());
        assertThat(warnings())
                .contains((keys.status().failures() - RefreshEvents.MAX_QUEUED + 1)
                        + " reports about the JWK Set of " + JwkSetFixture.SOURCE
                        + " were left out, because a listener or the log is slow");
    }

    @Test
    void runOnOneThreadThatEndsWithTheSet() throws InterruptedException {
        ManualTimeline.Gate gate = keys.timeline.new Gate();
        CountDownLatch interrupted = new CountDownLatch(1);
        keys.listeners.add(new VerificationListener() {
            @Override
            public void keysRefreshed(KeysStatus status) {
                try {
                    gate.await();
                } catch (InterruptedException closing) {
                    interrupted.countDown();
                }
            }
        });
        keys.cache.preload();
        keys.timeline.settle();
        keys.timeline.advance(Duration.ofMinutes(4));
        keys.close();

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        keys.timeline.settle();
        assertThat(keys.refreshed)
                .as("nothing is told after the set was closed")
                .hasSize(1);
    }

    @Test
    void mayVerifyWithTheKeysThatTheyAreToldOf() {
        AtomicInteger found = new AtomicInteger();
        keys.listeners.add(new VerificationListener() {
            @Override
            public void keysRefreshed(KeysStatus status) {
                Herd others = Herd.of(
                        3,
                        () -> keys.cache.find(JwkSetFixture.header(KEY.keyId())).size());
                try {
                    others.results().forEach(size -> found.addAndGet((Integer) size));
                } catch (InterruptedException stopping) {
                    throw new AssertionError(stopping);
                }
            }
        });
        keys.cache.preload();
        keys.timeline.settle();

        assertThat(found).hasValue(3);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepExceptionsThatCauseEachOther() {
        JwkSetFetchException one = new JwkSetFetchException("one");
        JwkSetFetchException other = new JwkSetFetchException("other");
        one.initCause(other);
        other.initCause(one);
        try (RefreshEvents reports = new RefreshEvents("any", List.of(), task -> () -> {})) {
            assertThatNoException().isThrownBy(() -> reports.addException(one));
        }
    }

    @Test
    void outliveAThreadThatCannotBeStarted() {
        AtomicBoolean fails = new AtomicBoolean(true);
        List<KeysStatus> told = new CopyOnWriteArrayList<>();
        VerificationListener listener = new VerificationListener() {
            @Override
            public void keysRefreshed(KeysStatus status) {
                told.add(status);
            }
        };
        try (RefreshEvents reports = new RefreshEvents("any", List.of(listener), task -> {
            if (fails.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
            return () -> {};
        })) {
            reports.add(JwkSetState.notLoaded(), keys.status());
            reports.send();
            assertThat(told).isEmpty();
            fails.set(false);
            reports.send();

            assertThat(told).hasSize(1);
        }
    }

    /** As by an OutOfMemoryError between the listeners. */
    @Test
    void goOnWithTheNextFetchAfterAnErrorOfTheirOwn() {
        AtomicBoolean fails = new AtomicBoolean(true);
        List<KeysStatus> told = new CopyOnWriteArrayList<>();
        KeysListener listener = new VerificationListener() {
            @Override
            public void keysRefreshed(KeysStatus status) {
                told.add(status);
            }
        };
        List<KeysListener> listeners = new AbstractList<>() {
            @Override
            public KeysListener get(int index) {
                if (fails.get()) {
                    throw new OutOfMemoryError("Java heap space");
                }
                return listener;
            }

            @Override
            public int size() {
                return 1;
            }
        };
        try (RefreshEvents reports = new RefreshEvents("any", listeners, task -> {
            task.run();
            return () -> {};
        })) {
            reports.add(JwkSetState.notLoaded(), keys.status());
            reports.send();
            assertThat(told).isEmpty();
            fails.set(false);
            reports.add(JwkSetState.notLoaded(), keys.status());
            reports.send();

            assertThat(told).hasSize(1);
        }
    }

    @Test
    void showEveryStateInTheStatus() {
        KeysStatus before = keys.status();
        assertThat(before.state()).isEqualTo(KeysStatus.State.NOT_LOADED);
        assertThat(before.age()).isEmpty();
        assertThat(before.nextRefresh()).isEmpty();
        assertThat(before.fetches()).isZero();

        keys.cache.preload();
        keys.timeline.settle();
        keys.timeline.advance(Duration.ofSeconds(7));
        KeysStatus fresh = keys.status();
        assertThat(fresh.state()).isEqualTo(KeysStatus.State.FRESH);
        assertThat(fresh.source()).isEqualTo(JwkSetFixture.SOURCE);
        assertThat(fresh.keyIds()).containsExactly(KEY.keyId());
        assertThat(fresh.age()).contains(Duration.ofSeconds(7));
        assertThat(fresh.lastSuccess()).contains(keys.timeline.now().minusSeconds(7));
        assertThat(fresh.nextRefresh()).contains(keys.timeline.now().plusSeconds(233));

        keys.find("made up");
        assertThat(keys.status().fetches()).isEqualTo(2);
        keys.timeline.advance(Duration.ofSeconds(1));
        keys.find("made up");
        assertThat(keys.status().nextRefresh()).contains(keys.timeline.now().plusSeconds(4));

        keys.issuer.goDown();
        keys.timeline.advance(Duration.ofSeconds(4));
        KeysStatus failing = keys.status();
        assertThat(failing.state()).isEqualTo(KeysStatus.State.FRESH);
        assertThat(failing.lastError()).contains("IOException");
        assertThat(failing.nextRefresh()).contains(keys.timeline.now().plusMillis(1050));

        keys.timeline.advance(Duration.ofMinutes(5));
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.STALE);
        keys.timeline.advance(Duration.ofHours(24));
        KeysStatus lost = keys.status();
        assertThat(lost.state()).isEqualTo(KeysStatus.State.UNAVAILABLE);
        assertThat(lost.keyIds()).as("what it once had").containsExactly(KEY.keyId());
    }
}
