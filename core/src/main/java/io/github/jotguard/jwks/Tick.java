package io.github.jotguard.jwks;

import java.lang.ref.WeakReference;

/** A scheduled look at a cache that does not keep it alive: a key set that nobody holds any more is not refreshed for ever. */
final class Tick implements Runnable {

    private final WeakReference<JwkSetCache> cache;

    Tick(JwkSetCache cache) {
        this.cache = new WeakReference<>(cache);
    }

    @Override
    public void run() {
        JwkSetCache held = cache.get();
        if (held != null) {
            held.tick();
        }
    }
}
