package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerificationListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells listeners of every fetch, and the log of every change: one warning when fetching begins to fail, when the keys get stale or unusable
 * by it, when it works again, and for each entry of a set that cannot be used.
 */
final class RefreshReports {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteJwkSet.class);

    private final String source;
    private final List<VerificationListener> listeners = new CopyOnWriteArrayList<>();
    private volatile KeysStatus.@Nullable State lastState;

    RefreshReports(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }

    void add(VerificationListener listener) {
        listeners.add(listener);
    }

    void report(JwkSetState before, JwkSetState after, KeysStatus status) {
        if (after.failuresInRow() > 0) {
            logFailure(before, status);
        } else {
            logSuccess(before, after);
        }
        lastState = status.state();
        for (VerificationListener listener : listeners) {
            tell(listener, after, status);
        }
    }

    private void logFailure(JwkSetState before, KeysStatus status) {
        boolean isNews = before.failuresInRow() == 0 || status.state() != lastState;
        LOG.atLevel(isNews ? Level.WARN : Level.DEBUG)
                .log(
                        "The JWK Set of {} cannot be fetched ({}), its keys are {}",
                        source,
                        status.lastError().orElse(""),
                        status.state());
    }

    private void logSuccess(JwkSetState before, JwkSetState after) {
        if (before.failuresInRow() > 0) {
            LOG.warn("The JWK Set of {} can be fetched again", source);
        }
        List<String> known = before.skipped();
        after.skipped().stream()
                .filter(entry -> !known.contains(entry))
                .forEach(entry -> LOG.warn("The JWK Set of {}: {}", source, entry));
        List<String> knownToBeIgnored = before.ignored();
        after.ignored().stream()
                .filter(entry -> !knownToBeIgnored.contains(entry))
                .forEach(entry -> LOG.debug("The JWK Set of {}: {}", source, entry));
    }

    private static void tell(VerificationListener listener, JwkSetState after, KeysStatus status) {
        try {
            if (after.failuresInRow() > 0) {
                listener.keysRefreshFailed(status);
            } else {
                listener.keysRefreshed(status);
            }
        } catch (RuntimeException failure) {
            LOG.warn("A verification listener failed: {}", failure.getClass().getName());
        }
    }
}
