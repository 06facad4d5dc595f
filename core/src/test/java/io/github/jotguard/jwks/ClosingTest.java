package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.testing.TestKey;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A key source that was closed or forgotten does not run, fetch or keep a caller waiting. */
class ClosingTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");

    private final JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT);

    @Test
    void usesWhatItHasForTwiceItsFreshness() {
        keys.issuer.publish(KEY);
        keys.cache.preload();
        keys.timeline.settle();
        keys.close();
        keys.timeline.advance(Duration.ofMinutes(10));

        assertThat(keys.finds(KEY)).isTrue();
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.CLOSED);
        assertThat(keys.status().nextRefresh()).isEmpty();
        keys.timeline.advance(Duration.ofNanos(1));
        assertThatExceptionOfType(KeysUnavailableException.class)
                .isThrownBy(() -> keys.finds(KEY))
                .withMessage("Keys are unavailable (the key set is closed) from " + JwkSetFixture.SOURCE);
        assertThat(keys.issuer.fetches()).isEqualTo(1);
        assertThat(keys.timeline.scheduled()).isZero();
    }

    @Test
    void cannotTellAboutAnUnknownKey() {
        keys.issuer.publish(KEY);
        keys.cache.preload();
        keys.timeline.settle();
        keys.close();
        keys.timeline.advance(Duration.ofMinutes(1));

        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> keys.find("made up"));
        assertThat(keys.finds(KEY)).isTrue();
    }

    @Test
    void letsWhoeverWaitsGoAtOnce() throws InterruptedException {
        ManualTimeline.Gate gate = keys.issuer.hangDeaf();
        Herd herd = Herd.of(3, () -> keys.cache.find(header(KEY.keyId())));
        keys.timeline.awaitStarted(1);
        herd.awaitWaiting();
        keys.close();

        assertThat(herd.results()).hasOnlyElementsOfType(KeysUnavailableException.class);
        gate.open();
    }

    @Test
    void doesNotReportTheFetchThatItCutAsAFailure() {
        keys.issuer.hang(KEY);
        keys.refresher.startIfDue();
        keys.timeline.settle();
        keys.close();
        keys.timeline.settle();

        assertThat(keys.failed).isEmpty();
        assertThat(keys.status().lastError()).isEmpty();
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.CLOSED);
    }

    @Test
    void fetchesNothingAfterwards() {
        keys.close();
        keys.close();
        keys.cache.preload();

        assertThat(Optional.ofNullable(keys.refresher.startIfDue())).isEmpty();
        assertThat(keys.issuer.fetches()).isZero();
    }

    @Test
    void keepsNoOtherThreadWaitingAfterwards() throws InterruptedException {
        Thread closer = new Thread(keys::close);
        closer.start();
        closer.join();

        assertThat(Herd.of(1, () -> keys.cache.find(header(KEY.keyId()))).results())
                .hasOnlyElementsOfType(KeysUnavailableException.class);
    }

    @Test
    void endsTheTimelineOfASetThatNobodyHolds() {
        ManualTimeline timeline = new ManualTimeline();
        ScriptedIssuer issuer = new ScriptedIssuer(timeline);
        WeakReference<JwkSetRefresher> forgotten = forget(timeline, issuer);
        Eventually.isTrue(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        assertThat(timeline.isClosed()).isFalse();
        timeline.advance(Duration.ofMinutes(4));

        assertThat(timeline.isClosed()).isTrue();
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    private static WeakReference<JwkSetRefresher> forget(ManualTimeline timeline, ScriptedIssuer issuer) {
        JwkSetRefresher refresher = new JwkSetRefresher(
                issuer,
                RefreshPolicy.defaults(),
                timeline,
                () -> 0.5,
                new RefreshEvents("forgotten", List.of(), timeline::startReporting),
                500);
        new JwkSetCache(refresher, RefreshPolicy.defaults(), timeline).preload();
        timeline.settle();
        return new WeakReference<>(refresher);
    }
}
