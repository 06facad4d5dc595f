package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.logging.LoggerNames;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes the changes of a set to the log: one warning when fetching begins to fail, when the keys get stale or unusable by
 * it, and when it works again. Each notice of a set is one warning too.
 */
final class RefreshLog {

    /**
     * Maximum number of new notices of one fetch that are logged, and of new notices about ignored keys. One line
     * counts the others.
     */
    static final int MAX_NOTICES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.JWKS);

    private final String source;

    /** @param source the name of the set */
    RefreshLog(String source) {
        this.source = source;
    }

    /** Logs what a report changes. A log that throws is not caught here. */
    void write(@Nullable RefreshReport before, RefreshReport now) {
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

    private void logFailure(@Nullable RefreshReport before, KeysStatus status) {
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

    private void logSuccess(@Nullable RefreshReport before, RefreshReport now) {
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
}
