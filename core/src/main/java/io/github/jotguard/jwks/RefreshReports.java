package io.github.jotguard.jwks;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerificationListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of every fetch, and the log of every change: one warning when fetching begins to fail, one when it works again. */
final class RefreshReports {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteJwkSet.class);

    private final String source;
    private final List<VerificationListener> listeners = new CopyOnWriteArrayList<>();

    RefreshReports(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }

    void add(VerificationListener listener) {
        listeners.add(listener);
    }

    void report(JwkSetState before, KeysStatus status) {
        log(before, status);
        for (VerificationListener listener : listeners) {
            try {
                if (status.lastError().isPresent()) {
                    listener.keysRefreshFailed(status);
                } else {
                    listener.keysRefreshed(status);
                }
            } catch (RuntimeException failure) {
                LOG.warn(
                        "A verification listener failed: {}", failure.getClass().getName());
            }
        }
    }

    private void log(JwkSetState before, KeysStatus status) {
        boolean failed = status.lastError().isPresent();
        if (failed && before.failuresInRow() == 0) {
            LOG.warn(
                    "The JWK Set of {} cannot be fetched ({}), its keys are {}",
                    source,
                    status.lastError().get(),
                    status.state());
        } else if (failed) {
            LOG.debug(
                    "The JWK Set of {} still cannot be fetched ({})",
                    source,
                    status.lastError().get());
        } else if (before.failuresInRow() > 0) {
            LOG.warn("The JWK Set of {} can be fetched again", source);
        }
    }
}
