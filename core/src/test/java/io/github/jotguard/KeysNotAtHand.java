package io.github.jotguard;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys as on a cold start: none at hand, and each search for them is counted as a request to the issuer would be. */
record KeysNotAtHand(VerificationKeys keys, AtomicInteger searches) implements VerificationKeys {

    static KeysNotAtHand counting(VerificationKeys keys, AtomicInteger searches) {
        return new KeysNotAtHand(keys, searches);
    }

    @Override
    public List<VerificationKey> find(JwsHeader header) {
        searches.incrementAndGet();
        return keys.find(header);
    }

    @Override
    public List<VerificationKey> findCached(JwsHeader header) {
        return List.of();
    }
}
