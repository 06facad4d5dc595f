package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of one issuer: the active key, and the keys of its JWK Set. Thread-safe. */
final class KeyRing {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<TestKey> ownKeys = new ArrayList<>();
    private final List<String> extraJwks = new ArrayList<>();
    private TestKey active;
    private @Nullable String rawJwkSet;

    private KeyRing(TestKey active) {
        this.active = active;
        entries.put(active.keyId(), new Entry(active, State.PUBLISHED));
    }

    static KeyRing generated(String algorithm) {
        TestKey first = TestKey.generate(algorithm);
        KeyRing ring = new KeyRing(first);
        ring.ownKeys.add(first);
        return ring;
    }

    static KeyRing of(TestKey given) {
        return new KeyRing(given);
    }

    synchronized TestKey active() {
        return active;
    }

    synchronized void rotateTo(TestKey next, State state) {
        add(next, state);
        active = next;
    }

    synchronized TestKey generate(String algorithm) {
        TestKey key = TestKey.generate(algorithm);
        ownKeys.add(key);
        return key;
    }

    synchronized void add(TestKey key, State state) {
        entries.put(key.keyId(), new Entry(key, state));
    }

    synchronized void withdraw(String keyId) {
        Entry entry = entries.get(requireNonNull(keyId, "keyId"));
        if (entry == null) {
            throw new IllegalArgumentException("not a key of this issuer: " + keyId);
        }
        entries.put(keyId, new Entry(entry.key, State.WITHDRAWN));
    }

    synchronized void serveExtra(String jwk) {
        extraJwks.add(requireNonNull(jwk, "jwk"));
    }

    synchronized void publishRaw(String jwkSet) {
        rawJwkSet = requireNonNull(jwkSet, "jwkSet");
    }

    synchronized void publishKeys() {
        rawJwkSet = null;
        entries.replaceAll(
                (keyId, entry) -> entry.state == State.UNPUBLISHED ? new Entry(entry.key, State.PUBLISHED) : entry);
    }

    synchronized List<String> publishedKeyIds() {
        return published().stream().map(TestKey::keyId).toList();
    }

    synchronized String jwkSetJson() {
        if (rawJwkSet != null) {
            return rawJwkSet;
        }
        List<String> jwks = new ArrayList<>();
        published().forEach(key -> jwks.add(key.jwk()));
        jwks.addAll(extraJwks);
        return "{\"keys\":[" + String.join(",", jwks) + "]}";
    }

    /** Returns the published keys; a shared secret is never one of them. */
    private List<TestKey> published() {
        return entries.values().stream()
                .filter(entry -> entry.state == State.PUBLISHED && !entry.key.isSymmetric())
                .map(Entry::key)
                .toList();
    }

    /** Ends the use of the keys that were generated here. Keys from outside remain in use. */
    synchronized void recycle() {
        ownKeys.forEach(TestKey::recycle);
        ownKeys.clear();
    }

    enum State {
        UNPUBLISHED,
        PUBLISHED,
        WITHDRAWN
    }

    private record Entry(TestKey key, State state) {}
}
