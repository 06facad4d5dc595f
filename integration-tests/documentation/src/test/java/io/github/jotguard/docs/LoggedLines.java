package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The lines of one logger from {@link #of} to {@link #close}, with level {@code DEBUG}; some are written by threads of the background. */
final class LoggedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
    private final Logger logger;
    private final Level levelBefore;

    private LoggedLines(Logger logger) {
        this.logger = logger;
        this.levelBefore = logger.getLevel();
    }

    static LoggedLines of(String name) {
        LoggedLines lines = new LoggedLines((Logger) LoggerFactory.getLogger(name));
        lines.start();
        lines.logger.setLevel(Level.DEBUG);
        lines.logger.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent line) {
        lines.add(line);
    }

    /** Waits for the next line of this level, and returns it without what the layout adds. */
    String next(Level level) throws InterruptedException {
        while (true) {
            ILoggingEvent line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(line).as("a line of level " + level).isNotNull();
            if (line.getLevel().equals(level)) {
                return line.getFormattedMessage();
            }
        }
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(levelBefore);
    }
}
