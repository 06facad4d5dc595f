package io.github.jotguard.spring;

import io.github.jotguard.SharedSecret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes each shared secret once for the check of the settings and for the verifier, so that a warning about it is logged once. */
final class SharedSecrets {

    private final Map<String, SharedSecret> made = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if it is not taken */
    SharedSecret ofUtf8(String secret) {
        return made.computeIfAbsent(secret, SharedSecret::ofUtf8);
    }
}
