package io.github.jotguard.signature;

import io.github.jotguard.JwsAlgorithm;
import java.security.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A key and its prepared form for each algorithm that it was used with. Thread-safe; a race at worst prepares it twice.
 */
public final class PreparedKey {

    private final Key key;
    private final Map<JwsAlgorithm, KeyVerifier> verifiers = new ConcurrentHashMap<>();

    /**
     * Creates a key without prepared forms.
     *
     * @param key valid for every algorithm that it is used with
     */
    public PreparedKey(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    public @Nullable KeyVerifier verifier(JwsAlgorithm algorithm) {
        return verifiers.get(algorithm);
    }

    public void add(JwsAlgorithm algorithm, KeyVerifier verifier) {
        verifiers.put(algorithm, verifier);
    }
}
