package io.github.jotguard.jwks;

import io.github.jotguard.KeysListener;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.jwk.MalformedJwkSetException;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import io.github.jotguard.logging.SafeLogging;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports fetches to listeners, and changes to the log. Reports are queued and sent in order by one thread that nothing
 * waits for. So a listener or a log that blocks or throws changes nothing else. If it is too slow, the oldest reports are
 * dropped.
 */
final class RefreshEvents implements AutoCloseable {

    /** Maximum number of queued reports, and of exceptions. Beyond it the oldest is dropped. */
    static final int MAX_QUEUED = 16;

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.JWKS);

    private final String source;
    private final List<KeysListener> listeners;
    /** Starts a thread and returns the action that interrupts it. */
    private final Function<Runnable, Runnable> threads;

    private final RefreshLog log;
    private final RateLimitedLogger failures = RateLimitedLogger.of(LoggerNames.JWKS);
    /** Guards itself and the following fields. No foreign code runs under it. */
    private final Deque<RefreshReport> queue = new ArrayDeque<>();

    private final Deque<FetchException> exceptions = new ArrayDeque<>();
    private long newest;
    private boolean isReporting;
    private boolean isClosed;
    private Runnable interrupt = () -> {};

    /** The last report. Only the reporting thread uses it, and the queue publishes it to the next one. */
    private @Nullable RefreshReport last;

    /** The exception of a fetch, for people who debug. */
    private record FetchException(String from, Throwable thrown) {}

    /**
     * Creates the reports of a set.
     *
     * @param listeners the listeners; more may be added later
     * @param threads starts a thread and returns the action that interrupts it
     */
    RefreshEvents(String source, List<KeysListener> listeners, Function<Runnable, Runnable> threads) {
        this.source = source;
        this.listeners = listeners;
        this.threads = threads;
        this.log = new RefreshLog(source);
    }

    String source() {
        return source;
    }

    /** Queues a report. Calls no foreign code. */
    void add(JwkSetState after, KeysStatus status) {
        synchronized (queue) {
            if (isClosed) {
                return;
            }
            if (queue.size() == MAX_QUEUED) {
                queue.remove();
            }
            queue.add(new RefreshReport(++newest, after.failuresInRow() > 0, after.notices(), after.ignored(), status));
        }
    }

    /** Keeps the exception of a fetch, which is logged at DEBUG before the next report. Calls no foreign code. */
    void addException(URI uri, Throwable thrown) {
        addException(String.valueOf(uri.getHost()), thrown);
    }

    /**
     * Keeps the exception with which a fetch ended, such as that of a response which is not a JWK Set. Does nothing if
     * the fetcher threw it or one that caused it. Calls no foreign code.
     */
    void addException(Throwable thrown) {
        Throwable next = thrown;
        for (int i = 0; next != null && i < FailureWords.MAX_CHAIN; i++) { // causes can form a circle
            if (isKept(next)) {
                return;
            }
            next = isOurs(next) ? next.getCause() : null;
        }
        addException(source, thrown);
    }

    private void addException(String from, Throwable thrown) {
        synchronized (queue) {
            if (isClosed) {
                return;
            }
            if (exceptions.size() == MAX_QUEUED) {
                exceptions.remove();
            }
            exceptions.add(new FetchException(from, thrown));
        }
    }

    /** Returns whether it is of a class whose methods are not foreign code. */
    private static boolean isOurs(Throwable thrown) {
        return thrown instanceof JwkSetFetchException || thrown instanceof MalformedJwkSetException;
    }

    private boolean isKept(Throwable thrown) {
        synchronized (queue) {
            return exceptions.stream().anyMatch(kept -> kept.thrown() == thrown);
        }
    }

    /** Starts to send the queued reports, without waiting. Never fails. */
    void send() {
        synchronized (queue) {
            if (isReporting || queue.isEmpty()) {
                return;
            }
            isReporting = true;
        }
        try {
            started(threads.apply(this::reportAll));
        } catch (Throwable noThread) { // the next fetch tries again
            ended();
        }
    }

    /** Drops the queued reports, and interrupts the reporting thread. */
    @Override
    public void close() {
        Runnable reporting;
        synchronized (queue) {
            isClosed = true;
            queue.clear();
            exceptions.clear();
            reporting = interrupt;
        }
        reporting.run();
    }

    private void started(Runnable interruptIt) {
        synchronized (queue) {
            if (!isClosed) {
                interrupt = isReporting ? interruptIt : interrupt;
                return;
            }
        }
        interruptIt.run();
    }

    private void ended() {
        synchronized (queue) {
            isReporting = false;
            interrupt = () -> {};
        }
    }

    private void reportAll() {
        try {
            for (RefreshReport report = next(); report != null; report = next()) {
                report(report);
            }
        } catch (Throwable unexpected) { // such as an OutOfMemoryError: the next fetch begins anew
            ended();
        }
    }

    private @Nullable RefreshReport next() {
        synchronized (queue) {
            RefreshReport report = queue.poll();
            if (report == null) {
                ended();
            } else {
                Thread.interrupted(); // what one listener leaves behind is not for the next
            }
            return report;
        }
    }

    private void report(RefreshReport now) {
        RefreshReport before = last;
        last = now;
        logExceptions();
        try {
            log.write(before, now);
        } catch (Throwable brokenLog) {
            // listeners get the report all the same
        }
        listeners.forEach(listener -> report(listener, now));
    }

    private void logExceptions() {
        for (FetchException next = nextException(); next != null; next = nextException()) {
            FetchException logged = next;
            SafeLogging.run(() -> LOG.debug("The fetch from {} failed", logged.from(), logged.thrown()));
        }
    }

    private @Nullable FetchException nextException() {
        synchronized (queue) {
            return exceptions.poll();
        }
    }

    private void report(KeysListener listener, RefreshReport report) {
        try {
            if (report.isFailure()) {
                listener.keysRefreshFailed(report.status());
            } else {
                listener.keysRefreshed(report.status());
            }
        } catch (Throwable failure) {
            failures.warn(
                    "A verification listener failed: {}", failure.getClass().getName());
        }
    }
}
