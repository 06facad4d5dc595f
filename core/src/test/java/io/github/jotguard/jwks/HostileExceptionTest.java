package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.testing.TestKey;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fetcher throws an exception of a class of its own, whose methods throw or block. */
class HostileExceptionTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");

    private final JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT);

    @AfterEach
    void close() {
        keys.close();
    }

    @SuppressWarnings("serial") // is never written
    private static final class WithoutCause extends IOException {

        private final transient Runnable asked;

        WithoutCause(Runnable asked) {
            this.asked = asked;
        }

        @Override
        public synchronized Throwable getCause() {
            asked.run();
            return null;
        }
    }

    private static IOException withoutMessage(String type) {
        return type.equals("TLS")
                ? new SSLException("") {
                    @Override
                    public String getMessage() {
                        throw new StackOverflowError("hostile");
                    }
                }
                : new SocketException() {
                    @Override
                    public String getMessage() {
                        throw new StackOverflowError("hostile");
                    }
                };
    }

    private void assertThatOneFetchFailsAndTheNextOneBringsKeys(String words) {
        keys.refresher.startIfDue();
        keys.timeline.settle();

        assertThat(keys.status().failures()).isOne();
        assertThat(keys.status().lastError()).contains(words);
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofSeconds(2));
        assertThat(keys.hasAtHand(KEY)).isTrue();
    }

    @Test
    void isNamedByItsClassIfItsCauseCannotBeRead() {
        keys.issuer.fail(new WithoutCause(() -> {
            throw new StackOverflowError("hostile");
        }));

        assertThatOneFetchFailsAndTheNextOneBringsKeys("WithoutCause");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS", "network"})
    void isNamedByItsClassIfItsMessageCannotBeRead(String type) {
        keys.issuer.fail(withoutMessage(type));

        assertThatOneFetchFailsAndTheNextOneBringsKeys("");
    }

    @Test
    void keepsNobodyWaitingIfItBlocks() {
        keys.issuer.publish(KEY);
        keys.cache.preload();
        keys.timeline.settle();
        ManualTimeline.Gate gate = keys.timeline.new Gate();
        keys.issuer.fail(new WithoutCause(gate::awaitDeaf));
        keys.timeline.advance(Duration.ofMinutes(4));

        assertThat(keys.hasAtHand(KEY)).isTrue();
        assertThatExceptionOfType(KeysUnavailableException.class)
                .isThrownBy(() -> keys.cache.find(header("of another key")));
        keys.timeline.advance(RefreshPolicy.defaults().fetchDeadline());
        assertThat(keys.status().lastError()).get().asString().startsWith("no complete response within");
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofSeconds(30));
        assertThat(keys.status().lastError()).isEmpty();
        gate.open();
        keys.timeline.settle();
        assertThat(keys.status().lastError()).isEmpty();
    }
}
