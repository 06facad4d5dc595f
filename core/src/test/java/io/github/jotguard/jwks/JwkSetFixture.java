package io.github.jotguard.jwks;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.KeysListener;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cache on a timeline and an issuer that a test is in charge of. Chance is always in the middle: freshness is 5 minutes sharp. */
final class JwkSetFixture implements AutoCloseable {

    /** Long enough that a test which is not about waiting never runs into it, however slow the machine. */
    static final RefreshPolicy PATIENT = RefreshPolicy.builder()
            .initialLoadWait(Duration.ofSeconds(30))
            .unknownKeyWait(Duration.ofSeconds(30))
            .build();
    /** Too short to notice, for tests in which nothing comes of waiting. */
    static final RefreshPolicy IMPATIENT = RefreshPolicy.builder()
            .initialLoadWait(Duration.ofMillis(20))
            .unknownKeyWait(Duration.ofMillis(20))
            .build();

    static final String SOURCE = "https://id.example.com/jwks.json";

    final ManualTimeline timeline = new ManualTimeline();
    final ScriptedIssuer issuer = new ScriptedIssuer(timeline);
    final List<KeysStatus> refreshed = new CopyOnWriteArrayList<>();
    final List<KeysStatus> failed = new CopyOnWriteArrayList<>();
    final List<KeysListener> listeners = new CopyOnWriteArrayList<>();
    final RefreshEvents reports = new RefreshEvents(SOURCE, listeners, timeline::startReporting);
    final JwkSetRefresher refresher;
    final JwkSetCache cache;

    JwkSetFixture(RefreshPolicy policy) {
        listeners.add(new KeysListener() {
            @Override
            public void keysRefreshed(KeysStatus status) {
                refreshed.add(status);
            }

            @Override
            public void keysRefreshFailed(KeysStatus status) {
                failed.add(status);
            }
        });
        refresher = new JwkSetRefresher(issuer, policy, timeline, () -> 0.5, reports, 500);
        cache = new JwkSetCache(refresher, policy, timeline);
    }

    boolean finds(TestKey key) {
        return find(key.keyId());
    }

    boolean find(String keyId) {
        boolean isFound = !cache.find(header(keyId)).isEmpty();
        timeline.settle();
        return isFound;
    }

    boolean hasAtHand(TestKey key) {
        return !cache.findCached(header(key.keyId())).isEmpty();
    }

    KeysStatus status() {
        return cache.status();
    }

    static JwsHeader header(String keyId) {
        return new JwsHeader(JwsAlgorithm.EdDSA, Optional.of(keyId), Optional.empty());
    }

    @Override
    public void close() {
        cache.close();
    }
}
