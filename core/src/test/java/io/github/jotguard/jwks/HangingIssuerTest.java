package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The issuer accepts the question and does not answer, and many threads want keys. */
class HangingIssuerTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");
    private static final Duration DEADLINE = RefreshPolicy.defaults().fetchDeadline();
    private static final Duration JUST = Duration.ofNanos(1);

    @Test
    void fetchesOnceForAColdHerdOfAThousandAndServesAll() throws InterruptedException {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT)) {
            ManualTimeline.Gate answer = keys.issuer.hang(KEY);
            Herd herd =
                    Herd.of(1_000, () -> keys.cache.find(header(KEY.keyId())).size());
            keys.timeline.awaitStarted(1);
            answer.open();

            assertThat(herd.results()).hasSize(1_000).containsOnly(1);
            assertThat(keys.issuer.fetches()).isEqualTo(1);
        }
    }

    @Test
    void fetchesOnceForAHerdThatRunsIntoAQuickAnswer() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT)) {
                keys.issuer.publish(KEY);
                Herd herd =
                        Herd.of(16, () -> keys.cache.find(header(KEY.keyId())).size());

                assertThat(herd.results()).containsOnly(1);
                assertThat(keys.issuer.fetches()).isEqualTo(1);
            }
        }
    }

    @Test
    void letsOnlySoManyWaitWithoutKeys() throws InterruptedException {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT.toBuilder()
                .maxInitialLoadWaits(3)
                .maxUnknownKeyWaits(16)
                .build())) {
            ManualTimeline.Gate answer = keys.issuer.hang(KEY);
            Herd waiting = Herd.of(3, () -> keys.cache.find(header(KEY.keyId())).size());
            keys.timeline.awaitStarted(1);
            waiting.awaitWaiting();

            assertThat(Herd.of(5, () -> keys.cache.find(header(KEY.keyId()))).results())
                    .hasOnlyElementsOfType(KeysUnavailableException.class);
            answer.open();
            assertThat(waiting.results()).containsOnly(1);
        }
    }

    @Test
    void letsOnlySoManyUnknownKeysWait() throws InterruptedException {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT)) {
            keys.issuer.publish();
            keys.cache.preload();
            keys.timeline.advance(Duration.ofSeconds(5));
            ManualTimeline.Gate answer = keys.issuer.hang(KEY);
            int places = JwkSetFixture.PATIENT.maxUnknownKeyWaits();
            Herd waiting =
                    Herd.of(places, () -> keys.cache.find(header(KEY.keyId())).size());
            keys.timeline.awaitStarted(2);
            waiting.awaitWaiting();

            assertThat(Herd.of(200, () -> keys.cache.find(header(KEY.keyId())).size())
                            .results())
                    .as("answered at once")
                    .containsOnly(0);
            answer.open();
            assertThat(waiting.results()).hasSize(places).containsOnly(1);
        }
    }

    @Test
    void doesNotKeepWhoComesLateToAHangingFetch() throws InterruptedException {
        RefreshPolicy policy = RefreshPolicy.builder()
                .initialLoadWait(Duration.ofMillis(300))
                .unknownKeyWait(Duration.ofMillis(300))
                .build();
        try (JwkSetFixture keys = new JwkSetFixture(policy)) {
            keys.issuer.hang(KEY);
            long start = System.nanoTime();
            assertThat(Herd.of(1, () -> keys.cache.find(header(KEY.keyId()))).results())
                    .hasOnlyElementsOfType(KeysUnavailableException.class);
            long waited = System.nanoTime() - start;
            InFlightFetch hanging = keys.refresher.startIfDue();

            assertThat(Duration.ofNanos(waited)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            // No places are left, so that not even an instant is waited.
            long late = System.nanoTime();
            hanging.await(policy.initialLoadWait());
            assertThat(Duration.ofNanos(System.nanoTime() - late)).isLessThan(Duration.ofMillis(200));
            assertThat(keys.refresher.startIfDue()).as("still in flight").isSameAs(hanging);
            assertThat(keys.issuer.fetches()).isEqualTo(1);
        }
    }

    @Test
    void givesTheFetchUpAtItsDeadlineAndServesTheNextRequestFromTheNextOne() {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            keys.issuer.hang(KEY);
            keys.cache.findCached(header(KEY.keyId()));
            keys.refresher.startIfDue();
            keys.timeline.advance(DEADLINE.minus(JUST));
            assertThat(keys.status().state()).isEqualTo(KeysStatus.State.NOT_LOADED);
            keys.issuer.publish(KEY);
            keys.timeline.advance(JUST);

            assertThat(keys.status().state()).isEqualTo(KeysStatus.State.UNAVAILABLE);
            assertThat(keys.status().lastError()).contains("no complete response within PT10S");
            keys.timeline.advance(Duration.ofMillis(1050));
            assertThat(keys.hasAtHand(KEY)).isTrue();
        }
    }

    @Test
    void usesAnAnswerThatComesAfterTheWaitButBeforeTheDeadline() {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            ManualTimeline.Gate answer = keys.issuer.hang(KEY);
            keys.refresher.startIfDue();
            keys.timeline.advance(DEADLINE.minus(JUST));
            answer.open();
            keys.timeline.settle();

            assertThat(keys.hasAtHand(KEY)).isTrue();
            assertThat(keys.timeline.scheduled())
                    .as("the deadline is forgotten")
                    .isEqualTo(1);
        }
    }

    @Test
    void servesKnownKeysWithoutWaitingOneFetchPerDeadline() {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT)) {
            keys.issuer.publish(KEY);
            keys.cache.preload();
            keys.issuer.hang();
            for (int second = 0; second < 1200; second++) {
                keys.timeline.advance(Duration.ofSeconds(1));
                assertThat(keys.hasAtHand(KEY)).isTrue();
            }

            assertThat(keys.issuer.fetches()).isLessThan(1 + 960 / 10);
            assertThat(keys.status().state()).isEqualTo(KeysStatus.State.STALE);
        }
    }

    @Test
    void servesNothingAfterALongSleepUntilARefreshWasTried() throws InterruptedException {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            keys.issuer.publish(KEY);
            keys.cache.preload();
            keys.timeline.settle();
            keys.issuer.hang();
            keys.timeline.sleep(Duration.ofHours(8));

            assertThat(keys.status().state()).isEqualTo(KeysStatus.State.UNAVAILABLE);
            assertThat(keys.hasAtHand(KEY)).isFalse();
            assertThat(Herd.of(200, () -> keys.cache.find(header(KEY.keyId()))).results())
                    .hasOnlyElementsOfType(KeysUnavailableException.class);
            keys.timeline.advance(DEADLINE.minus(JUST));
            assertThat(keys.hasAtHand(KEY)).isFalse();
            keys.timeline.advance(JUST);

            assertThat(keys.hasAtHand(KEY)).as("the refresh has failed").isTrue();
            assertThat(keys.status().state()).isEqualTo(KeysStatus.State.STALE);
        }
    }

    @Test
    void servesNothingForAFetchThatSleptWithTheMachine() throws InterruptedException {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            keys.issuer.publish(KEY);
            keys.cache.preload();
            keys.timeline.settle();
            ManualTimeline.Gate answer = keys.issuer.hang(KEY);
            keys.timeline.advance(Duration.ofMinutes(4));
            keys.timeline.sleep(Duration.ofHours(8));
            keys.issuer.hang();
            answer.open();
            keys.timeline.settle();

            assertThat(keys.hasAtHand(KEY)).as("an answer of before the sleep").isFalse();
        }
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            keys.issuer.publish(KEY);
            keys.cache.preload();
            keys.timeline.settle();
            keys.issuer.hang(KEY);
            keys.timeline.advance(Duration.ofMinutes(4));
            keys.timeline.sleep(Duration.ofHours(8));
            keys.timeline.advance(JUST);

            assertThat(keys.status().failures()).isEqualTo(1);
            assertThat(keys.hasAtHand(KEY)).as("a deadline of before the sleep").isFalse();
        }
    }

    @Test
    void servesWhatItHasAfterASleepOfLessThanTwiceTheFreshness() {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            keys.issuer.publish(KEY);
            keys.cache.preload();
            keys.timeline.settle();
            keys.issuer.hang();
            keys.timeline.sleep(Duration.ofMinutes(10));
            assertThat(keys.cache.find(header(KEY.keyId()))).hasSize(1);
        }
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            keys.issuer.publish(KEY);
            keys.cache.preload();
            keys.timeline.settle();
            keys.issuer.hang();
            keys.timeline.sleep(Duration.ofMinutes(10).plus(JUST));
            assertThat(Herd.of(1, () -> keys.cache.find(header(KEY.keyId()))))
                    .satisfies(
                            herd -> assertThat(herd.results()).hasOnlyElementsOfType(KeysUnavailableException.class));
        }
    }

    @Test
    void looksSoonAfterASleepAtWhatIsDue() {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            keys.issuer.publish(KEY);
            keys.cache.preload();
            keys.timeline.settle();
            keys.timeline.sleep(Duration.ofHours(8));
            keys.timeline.advance(RefreshSchedule.LONGEST);

            assertThat(keys.status().state()).isEqualTo(KeysStatus.State.FRESH);
            assertThat(keys.issuer.fetches()).isEqualTo(2);
        }
    }

    @Test
    void givesADeafFetcherFourThreadsAndNoMore() {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            ManualTimeline.Gate end = keys.issuer.hangDeaf();
            keys.refresher.startIfDue();
            keys.timeline.advance(Duration.ofHours(1));

            assertThat(keys.timeline.started()).isEqualTo(JwkSetRefresher.MAX_THREADS);
            assertThat(keys.status().lastError()).contains("the fetcher ignores its deadline");
            keys.issuer.publish(KEY);
            end.open();
            keys.timeline.settle();
            keys.timeline.advance(Duration.ofSeconds(66));
            assertThat(keys.hasAtHand(KEY)).isTrue();
        }
    }

    @Test
    void dropsAnAnswerThatComesAfterTheDeadline() {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            ManualTimeline.Gate late = keys.issuer.hangDeaf();
            keys.refresher.startIfDue();
            keys.timeline.advance(DEADLINE);
            keys.issuer.publish(KEY);
            keys.timeline.advance(Duration.ofMillis(1050));
            late.open();
            keys.timeline.settle();

            assertThat(keys.hasAtHand(KEY)).isTrue();
            assertThat(keys.refreshed).hasSize(1);
        }
    }

    @Test
    void letsAnInterruptedRequestGoWithItsInterrupt() throws InterruptedException {
        try (JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT)) {
            keys.issuer.hang(KEY);
            Herd herd = Herd.of(1, () -> {
                try {
                    return keys.cache.find(header(KEY.keyId()));
                } catch (KeysUnavailableException unavailable) {
                    return Thread.currentThread().isInterrupted();
                }
            });
            keys.timeline.awaitStarted(1);
            herd.awaitWaiting();
            herd.interrupt();

            assertThat(herd.results()).isEqualTo(List.of(true));
        }
    }
}
