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
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reports fetches to listeners, and changes to the log. It logs one warning when fetching begins to fail, when the keys
 * get stale or unusable by it, and when it works again. Each notice of a set is one warning too. Reports are queued and
 * sent in order by one thread that nothing waits for. So a listener or a log that blocks or throws changes nothing
 * else. If it is too slow, the oldest reports are dropped.
 */
final class RefreshEvents implements AutoCloseable {

    /** Maximum number of queued reports, and of exceptions. Beyond it the oldest is dropped. */
    static final int MAX_QUEUED = 16;

    /**
     * Maximum number of new notices of one fetch that are logged, and of new notices about ignored keys. One line
     * counts the others.
     */
    static final int MAX_NOTICES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.JWKS);

    private final String source;
    private final List<KeysListener> listeners;
    /** Starts a thread and returns the action that interrupts it. */
    private final Function<Runnable, Runnable> threads;

    private final RateLimitedLogger failures = RateLimitedLogger.of(LoggerNames.JWKS);
    /** Guards itself and the following fields. No foreign code runs under it. */
    private final Deque<Report> queue = new ArrayDeque<>();

    private final Deque<FetchException> exceptions = new ArrayDeque<>();
    private long newest;
    private boolean isReporting;
    private boolean isClosed;
    private Runnable interrupt = () -> {};

    /** The last report. Only the reporting thread uses it, and the queue publishes it to the next one. */
    private @Nullable Report last;

    /** The exception of a fetch, for people who debug. */
    private record FetchException(String from, Throwable thrown) {}

    /** The outcome of a fetch; numbered from 1. */
    private record Report(
            long number, boolean isFailure, List<String> notices, List<String> ignored, KeysStatus status) {}

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
            queue.add(new Report(++newest, after.failuresInRow() > 0, after.notices(), after.ignored(), status));
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
        for (Throwable next = thrown; next != null; next = isOurs(next) ? next.getCause() : null) {
            if (isKept(next)) {
                return;
            }
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
            for (Report report = next(); report != null; report = next()) {
                report(report);
            }
        } catch (Throwable unexpected) { // such as an OutOfMemoryError: the next fetch begins anew
            ended();
        }
    }

    private @Nullable Report next() {
        synchronized (queue) {
            Report report = queue.poll();
            if (report == null) {
                ended();
            } else {
                Thread.interrupted(); // what one listener leaves behind is not for the next
            }
            return report;
        }
    }

    private void report(Report now) {
        Report before = last;
        last = now;
        logExceptions();
        try {
            log(before, now);
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

    private void log(@Nullable Report before, Report now) {
        long omitted = now.number() - 1 - (before == null ? 0 : before.number());
        if (omitted > 0) {
            LOG.warn(
                    "{} reports about the JWK Set of {} were left out, because a listener or the log is slow",
                    omitted,
                    source);
        }
        if (now.isFailure()) {
            logFailure(before, now.status());
        } else {
            logSuccess(before, now);
        }
    }

    private void logFailure(@Nullable Report before, KeysStatus status) {
        boolean isNews = before == null
                || !before.isFailure()
                || status.state() != before.status().state();
        LOG.atLevel(isNews ? Level.WARN : Level.DEBUG)
                .log(
                        "The JWK Set of {} cannot be fetched ({}), its keys are {}",
                        source,
                        status.lastError().orElse(""),
                        status.state());
    }

    private void logSuccess(@Nullable Report before, Report now) {
        if (before != null && before.isFailure()) {
            LOG.warn("The JWK Set of {} can be fetched again", source);
        }
        logNews(Level.WARN, before == null ? List.of() : before.notices(), now.notices());
        logNews(Level.DEBUG, before == null ? List.of() : before.ignored(), now.ignored());
    }

    /** Logs the notices that the last fetch did not have. A set of thousands of broken keys makes a few lines. */
    private void logNews(Level level, List<String> before, List<String> now) {
        Set<String> known = Set.copyOf(before);
        List<String> news =
                now.stream().filter(notice -> !known.contains(notice)).toList();
        news.stream().limit(MAX_NOTICES).forEach(notice -> LOG.atLevel(level)
                .log("The JWK Set of {}: {}", source, notice));
        if (news.size() > MAX_NOTICES) {
            LOG.atLevel(level)
                    .log("The JWK Set of {}: {} more notices are not logged", source, news.size() - MAX_NOTICES);
        }
    }

    private void report(KeysListener listener, Report report) {
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
