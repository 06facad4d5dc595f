package io.github.jotguard.spring.settings;

import io.github.jotguard.SharedSecret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Creates each shared secret once for the check of the settings and for the verifier, so that a warning about it is
 * logged once.
 *
 * <p>Internal: may change without notice.
 */
public final class SharedSecrets {

    private final Map<String, SharedSecret> made = new ConcurrentHashMap<>();

    /**
     * Returns the secret.
     *
     * @throws IllegalArgumentException if it is rejected
     */
    SharedSecret ofUtf8(String secret) {
        SharedSecret known = made.get(secret);
        if (known != null) {
            return known;
        }
        SharedSecret checked = SharedSecret.ofUtf8(secret); // logs, and so under no lock
        SharedSecret other = made.putIfAbsent(secret, checked);
        return other == null ? checked : other;
    }
}
