package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What listeners, the log and the status say of fetches. */
class RefreshReportsTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(RemoteJwkSet.class);

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
        LOGGER.detachAppender(log);
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
        keys.reports.add(new VerificationListener() {
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
