package io.github.jotguard;

import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.SafeLogging;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the algorithms that the entries of one key source allow with those of the keys that the issuer publishes. It
 * does so once, after the first successful fetch, and logs one WARN for each entry that disagrees. It passes every
 * event on. Thread-safe.
 */
final class PublishedKeysCheck implements KeysListener {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.VERIFICATION);

    private final Map<String, Set<JwsAlgorithm>> allowedByEntry;
    private final KeysListener next;
    private final AtomicBoolean isDone = new AtomicBoolean();

    /**
     * Creates a check.
     *
     * @param allowedByEntry the allowed algorithms of each entry, by the name of the entry
     * @param next the listener that receives every event
     */
    PublishedKeysCheck(Map<String, Set<JwsAlgorithm>> allowedByEntry, KeysListener next) {
        this.allowedByEntry = Map.copyOf(allowedByEntry);
        this.next = next;
    }

    @Override
    public void keysRefreshed(KeysStatus status) {
        if (isDone.compareAndSet(false, true)) {
            SafeLogging.run(() -> check(status));
        }
        next.keysRefreshed(status);
    }

    @Override
    public void keysRefreshFailed(KeysStatus status) {
        next.keysRefreshFailed(status);
    }

    private void check(KeysStatus status) {
        Set<JwsAlgorithm> published = status.algorithms();
        allowedByEntry.forEach((entry, allowed) -> {
            if (published.isEmpty()) {
                LOG.warn("{} has no usable key, so every token of {} is rejected.", status.source(), LogText.of(entry));
            } else if (Collections.disjoint(published, allowed)) {
                LOG.warn(
                        "The keys of {} are for {}, but {} allows {} only, so every token is rejected. "
                                + "Set the algorithms of this entry to those of its tokens.",
                        status.source(),
                        sorted(published),
                        LogText.of(entry),
                        sorted(allowed));
            } else if (!AllowedAlgorithms.isDefault(allowed) && !published.containsAll(allowed)) {
                LOG.warn(
                        "The keys of {} are for {}. {} also allows {}, for which no key is published.",
                        status.source(),
                        sorted(published),
                        LogText.of(entry),
                        sorted(allowed.stream()
                                .filter(algorithm -> !published.contains(algorithm))
                                .collect(Collectors.toSet())));
            }
        });
    }

    private static List<JwsAlgorithm> sorted(Set<JwsAlgorithm> algorithms) {
        return algorithms.stream().sorted().toList();
    }
}
