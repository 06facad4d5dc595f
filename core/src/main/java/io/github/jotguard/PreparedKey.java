package io.github.jotguard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A key as signature engines want it, for each algorithm that it was used with. Thread-safe; a race at worst prepares it twice. */
final class PreparedKey {

    private final Map<JwsAlgorithm, KeyVerifier> checks = new ConcurrentHashMap<>();

    @Nullable
    KeyVerifier check(JwsAlgorithm algorithm) {
        return checks.get(algorithm);
    }

    void add(JwsAlgorithm algorithm, KeyVerifier check) {
        checks.put(algorithm, check);
    }
}
