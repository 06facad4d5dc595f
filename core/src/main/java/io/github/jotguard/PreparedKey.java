package io.github.jotguard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A key as signature engines want it, for each algorithm that it was used with. Thread-safe; a race at worst prepares it twice. */
final class PreparedKey {

    private final Map<JwsAlgorithm, SignatureCheck> checks = new ConcurrentHashMap<>();

    @Nullable
    SignatureCheck check(JwsAlgorithm algorithm) {
        return checks.get(algorithm);
    }

    void add(JwsAlgorithm algorithm, SignatureCheck check) {
        checks.put(algorithm, check);
    }
}
