package io.github.jotguard.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RateLimitedLoggerTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(RateLimitedLoggerTest.class);
    private static final int MAX = RateLimitedLogger.MAX_LINES_PER_MINUTE;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-21T12:00:00Z"));
    private final RateLimitedLogger limited = RateLimitedLogger.of(RateLimitedLoggerTest.class.getName(), clock);

    @BeforeEach
    void capture() {
        log.start();
        LOGGER.addAppender(log);
        LOGGER.setAdditive(false);
        LOGGER.setLevel(Level.WARN);
    }

    @AfterEach
    void release() {
        LOGGER.detachAndStopAllAppenders();
        LOGGER.setAdditive(true);
        LOGGER.setLevel(null);
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void warn(int times) {
        for (int i = 0; i < times; i++) {
            limited.warn("A rule failed: {}", "E");
        }
    }

    @Test
    void logsEveryLineUpToTheLimit() {
        warn(MAX);

        assertThat(lines()).hasSize(MAX).containsOnly("A rule failed: E");
    }

    @Test
    void leavesOutWhatIsBeyondTheLimitAndCountsIt() {
        warn(MAX + 1_991);
        assertThat(lines()).hasSize(MAX);
        clock.advance(Duration.ofMinutes(1).minusMillis(1));
        warn(1);
        assertThat(lines()).hasSize(MAX);
        clock.advance(Duration.ofMillis(1));
        warn(2);

        assertThat(lines())
                .hasSize(MAX + 2)
                .endsWith("A rule failed: E (1992 more such lines were left out)", "A rule failed: E");
    }

    @Test
    void logsNoMoreIfTheClockIsSetBack() {
        warn(MAX);
        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofHours(-1));
            warn(1);
        }
        assertThat(lines()).hasSize(MAX);
        clock.advance(Duration.ofMinutes(1));
        warn(1);

        assertThat(lines()).hasSize(MAX + 1).endsWith("A rule failed: E (100 more such lines were left out)");
    }

    @Test
    void countsOnManyThreads() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            threads.execute(() -> {
                warn(1_000);
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        clock.advance(Duration.ofMinutes(1));
        warn(1);

        assertThat(lines())
                .hasSize(MAX + 1)
                .endsWith("A rule failed: E (" + (8_000 - MAX) + " more such lines were left out)");
    }

    @Test
    void ignoresALogThatFails() {
        LOGGER.addAppender(new AppenderBase<>() {
            @Override
            public void doAppend(ILoggingEvent event) {
                throw new StackOverflowError();
            }

            @Override
            protected void append(ILoggingEvent event) {}
        });

        assertThatNoException().isThrownBy(() -> warn(MAX + 1));
    }

    @Test
    void keepsTheInterruptOfALog() {
        LOGGER.addAppender(new AppenderBase<>() {
            @Override
            public void doAppend(ILoggingEvent event) {
                throw RateLimitedLoggerTest.<RuntimeException>sneaky(new InterruptedException());
            }

            @Override
            protected void append(ILoggingEvent event) {}
        });
        warn(1);

        assertThat(Thread.interrupted()).isTrue();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
