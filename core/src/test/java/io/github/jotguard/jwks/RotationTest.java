package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The issuer publishes and withdraws keys, and somebody makes up {@code kid}s. */
class RotationTest {

    private static final TestKey OLD = TestKey.generate("EdDSA");
    private static final TestKey NEW = TestKey.generate("EdDSA");
    private static final Duration COOLDOWN = RefreshPolicy.defaults().unknownKeyCooldown();
    private static final Duration JUST = Duration.ofNanos(1);

    private final JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT);

    @BeforeEach
    void load() {
        keys.issuer.publish(OLD);
        assertThat(keys.finds(OLD)).isTrue();
        assertThat(keys.issuer.fetches()).isEqualTo(1);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void findsANewKeyInTheSameCallAfterAQuietTime() {
        keys.timeline.advance(COOLDOWN);
        keys.issuer.publish(OLD, NEW);

        assertThat(keys.finds(NEW)).isTrue();
        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void doesNotFetchForAnUnknownKeyJustBeforeTheCooldownEnds() {
        keys.timeline.advance(COOLDOWN.minus(JUST));
        keys.issuer.publish(OLD, NEW);

        assertThat(keys.finds(NEW)).isFalse();
        assertThat(keys.issuer.fetches()).isEqualTo(1);
    }

    @Test
    void fetchesAtTheEndOfTheCooldownWhatWasMissedInIt() {
        keys.timeline.advance(JUST);
        keys.issuer.publish(OLD, NEW);
        assertThat(keys.finds(NEW)).isFalse();

        keys.timeline.advance(COOLDOWN.minus(JUST).minus(JUST));
        assertThat(keys.issuer.fetches()).isEqualTo(1);
        keys.timeline.advance(JUST);

        assertThat(keys.issuer.fetches()).isEqualTo(2);
        assertThat(keys.hasAtHand(NEW)).isTrue();
    }

    @Test
    void fetchesWhatWasMissedWithTheNextRequestIfTheScheduleIsLate() {
        keys.timeline.advance(JUST);
        keys.issuer.publish(OLD, NEW);
        assertThat(keys.finds(NEW)).isFalse();
        keys.timeline.sleep(COOLDOWN);

        assertThat(keys.finds(NEW)).isTrue();
        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void fetchesForAnotherUnknownKeyWhatWasMissedIfTheScheduleIsLate() {
        keys.timeline.advance(JUST);
        keys.refresher.askForUnknownKey(keys.timeline.nanos());
        keys.timeline.sleep(COOLDOWN);
        keys.refresher.askForUnknownKey(keys.timeline.nanos());
        keys.timeline.settle();

        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void fetchesNothingMoreForAnUnknownKeyThatCameWhenTheFetchInFlightBegan() {
        keys.timeline.advance(COOLDOWN);
        ManualTimeline.Gate answer = keys.issuer.hang(OLD);
        keys.refresher.startForUnknownKey(keys.timeline.nanos());
        keys.refresher.askForUnknownKey(keys.timeline.nanos());
        answer.open();
        keys.timeline.settle();
        keys.timeline.advance(COOLDOWN);

        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void fetchesNothingMoreOnceTheMissedFetchIsDone() {
        keys.timeline.advance(JUST);
        keys.find("made up");
        keys.timeline.advance(Duration.ofMinutes(4).minusSeconds(1));

        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void findsAKeyPublishedDuringAFloodOneCooldownLater() {
        Duration step = Duration.ofMillis(10);
        Duration publishedAt = Duration.ofMillis(30_010);
        Duration foundAt = null;
        for (Duration t = Duration.ZERO; t.compareTo(Duration.ofMinutes(1)) < 0; t = t.plus(step)) {
            keys.timeline.advance(step);
            assertThat(keys.find("made up " + t)).isFalse();
            assertThat(keys.hasAtHand(OLD)).isTrue();
            if (t.equals(publishedAt)) {
                keys.issuer.publish(OLD, NEW);
            }
            if (foundAt == null && keys.hasAtHand(NEW)) {
                foundAt = t;
            }
        }

        assertThat(foundAt).isBetween(publishedAt, publishedAt.plus(COOLDOWN));
        assertThat(keys.issuer.fetches()).isLessThanOrEqualTo(1 + 12);
        assertThat(keys.timeline.scheduled()).as("looks ahead").isEqualTo(1);
    }

    @Test
    void doesNotPileUpLooksAheadOverAFloodOfAnHour() {
        for (int i = 0; i < 3_600; i++) {
            keys.timeline.advance(Duration.ofSeconds(1));
            keys.find("made up");
            assertThat(keys.timeline.scheduled()).isEqualTo(1);
        }
        assertThat(keys.issuer.fetches()).isLessThanOrEqualTo(1 + 12 * 60);
    }

    @Test
    void fetchesOnceForManyUnknownKeysAtOnce() throws InterruptedException {
        keys.timeline.advance(COOLDOWN);
        ManualTimeline.Gate answer = keys.issuer.hang(OLD, NEW);
        Herd herd = Herd.of(
                10, () -> keys.cache.find(JwkSetFixture.header(NEW.keyId())).size());
        keys.timeline.settle();
        answer.open();

        assertThat(herd.results()).containsOnly(1);
        keys.timeline.advance(COOLDOWN);
        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void fetchesAgainForAKeyThatTheFetchInFlightWasBegunTooEarlyFor() throws InterruptedException {
        keys.timeline.advance(COOLDOWN);
        ManualTimeline.Gate answer = keys.issuer.hang(OLD);
        Herd first = Herd.of(1, () -> keys.cache.find(JwkSetFixture.header("made up")));
        keys.timeline.awaitStarted(2);
        keys.timeline.sleep(JUST);
        Herd second = Herd.of(1, () -> keys.cache.find(JwkSetFixture.header(NEW.keyId())));
        second.awaitWaiting();
        keys.issuer.publish(OLD, NEW);
        answer.open();

        assertThat(first.results()).hasSize(1);
        assertThat(second.results()).hasSize(1);
        keys.timeline.advance(COOLDOWN);
        assertThat(keys.hasAtHand(NEW)).isTrue();
        assertThat(keys.issuer.fetches()).isEqualTo(3);
    }

    @Test
    void fetchesOnceAMinuteForAKnownKeyIdWithAnotherAlgorithm() {
        JwsHeader wrong = new JwsHeader(JwsAlgorithm.RS256, Optional.of(OLD.keyId()), Optional.empty());
        for (int second = 0; second < 180; second++) {
            keys.timeline.advance(Duration.ofSeconds(1));
            assertThat(keys.cache.find(wrong)).isEmpty();
        }

        assertThat(keys.issuer.fetches()).isEqualTo(1 + 3);
    }

    @Test
    void findsAKeyOfAnotherTypeUnderAKnownKeyIdInTheSameCall() {
        keys.timeline.advance(COOLDOWN);
        TestKey other = TestKey.generate("ES256").withKeyId(OLD.keyId());
        keys.issuer.publish(other);

        assertThat(keys.cache.find(new JwsHeader(JwsAlgorithm.ES256, Optional.of(OLD.keyId()), Optional.empty())))
                .hasSize(1);
    }

    // another key under a known kid

    @Test
    void findsAnotherKeyUnderAKnownKeyIdInTheSameCall() {
        keys.timeline.advance(COOLDOWN);
        List<VerificationKey> before = keys.cache.findCached(JwkSetFixture.header(OLD.keyId()));
        keys.issuer.publish(NEW.withKeyId(OLD.keyId()));

        assertThat(keys.cache.findNewer(JwkSetFixture.header(OLD.keyId())))
                .hasSize(1)
                .isNotEqualTo(before);
        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void waitsForTheFetchInFlightForAnotherKeyUnderAKnownKeyId() {
        keys.timeline.advance(COOLDOWN);
        ManualTimeline.Gate answer = keys.issuer.hang(NEW.withKeyId(OLD.keyId()));
        InFlightFetch fetch = keys.refresher.startForUnknownKey(keys.timeline.nanos());

        assertThat(fetch).isNotNull();
        assertThat(keys.refresher.startForBadSignature()).isSameAs(fetch);
        answer.open();
    }

    @Test
    void fetchesAtTheEndOfTheCooldownForABadSignatureInIt() {
        keys.timeline.advance(JUST);
        keys.cache.findNewer(JwkSetFixture.header(OLD.keyId()));
        keys.timeline.advance(COOLDOWN.minus(JUST).minus(JUST));
        assertThat(keys.issuer.fetches()).isEqualTo(1);
        keys.timeline.advance(JUST);

        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void fetchesForAnEarlierBadSignatureWithTheNextOneIfTheScheduleIsLate() {
        keys.timeline.advance(JUST);
        keys.cache.findNewer(JwkSetFixture.header(OLD.keyId()));
        keys.issuer.publish(NEW.withKeyId(OLD.keyId()));
        keys.timeline.sleep(COOLDOWN);
        keys.cache.findNewer(JwkSetFixture.header(OLD.keyId()));
        keys.timeline.settle();

        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void fetchesOnceAMinuteForAFloodOfBadSignatures() {
        keys.timeline.advance(COOLDOWN);
        for (int i = 0; i < 599; i++) {
            keys.cache.findNewer(JwkSetFixture.header(OLD.keyId()));
            keys.timeline.advance(Duration.ofMillis(100));
        }
        keys.timeline.advance(Duration.ofMillis(100).minus(JUST));
        assertThat(keys.issuer.fetches()).isEqualTo(1 + 1);
        keys.timeline.advance(JUST);

        assertThat(keys.issuer.fetches()).isEqualTo(1 + 2);
    }

    @Test
    void findsANewKeyWithinTheCooldownDuringAFloodOfBadSignatures() {
        for (int i = 0; i < 600; i++) {
            keys.cache.findNewer(JwkSetFixture.header(OLD.keyId()));
            keys.timeline.advance(Duration.ofMillis(100));
        }
        keys.issuer.publish(OLD, NEW);
        keys.timeline.advance(COOLDOWN);

        assertThat(keys.finds(NEW)).isTrue();
    }

    @Test
    void causesNoMoreThanTwelveFetchesInAnyMinuteWhateverComes() {
        List<Duration> starts = new ArrayList<>();
        Duration step = Duration.ofMillis(250);
        for (int i = 0; i < 2_400; i++) {
            int before = keys.issuer.fetches();
            if (i % 3 == 0) {
                keys.issuer.goDown();
            } else {
                keys.issuer.publish(OLD);
            }
            keys.timeline.advance(step);
            try {
                keys.find("made up " + i);
            } catch (KeysUnavailableException cannotBeTold) {
                // as it must be while fetches fail
            }
            keys.cache.findNewer(JwkSetFixture.header(OLD.keyId()));
            keys.timeline.settle();
            for (int fetch = before; fetch < keys.issuer.fetches(); fetch++) {
                starts.add(step.multipliedBy(i + 1));
            }
        }

        assertThat(starts).hasSizeGreaterThan(60);
        for (int i = 12; i < starts.size(); i++) {
            assertThat(starts.get(i).minus(starts.get(i - 12)))
                    .isGreaterThan(Duration.ofMinutes(1).minus(step));
        }
    }

    @Test
    void causesNoMoreThanTwelveFetchesInAMinuteHoweverTheClockIsSet() {
        for (int second = 0; second < 59; second++) {
            keys.timeline.setForward(Duration.ofHours(1));
            try {
                keys.find(OLD.keyId());
            } catch (KeysUnavailableException tooOld) {
                // as it must be, once no fetch may begin
            }
            keys.timeline.settle();
            keys.timeline.advance(Duration.ofSeconds(1));
        }
        assertThat(keys.issuer.fetches()).isEqualTo(12);
        keys.timeline.advance(Duration.ofMinutes(1));

        assertThat(keys.finds(OLD)).isTrue();
    }

    /** The refresh is due by the clock, and the budget is used up. */
    @Test
    void fetchesWithoutARequestOnceTheBudgetOfAMinuteAllowsIt() {
        while (keys.issuer.fetches() < 12) {
            keys.timeline.setForward(Duration.ofHours(1));
            keys.refresher.startIfDue();
            keys.timeline.settle();
        }
        keys.timeline.setForward(Duration.ofHours(1));
        keys.timeline.advance(JUST);
        assertThat(keys.issuer.fetches()).isEqualTo(12);
        keys.timeline.advance(Duration.ofMinutes(1).minus(JUST).minus(JUST));
        assertThat(keys.issuer.fetches()).isEqualTo(12);
        keys.timeline.advance(JUST);

        assertThat(keys.issuer.fetches()).isEqualTo(13);
    }

    // what cannot be told

    @Test
    void saysOnlyWithinTheCooldownWithoutAFetchThatAKeyDoesNotExist() {
        keys.timeline.advance(COOLDOWN.minus(JUST));
        assertThat(keys.find("made up")).isFalse();
        keys.issuer.goDown();
        keys.timeline.advance(Duration.ofSeconds(3));

        assertThatExceptionOfType(KeysUnavailableException.class)
                .isThrownBy(() -> keys.find("made up"))
                .satisfies(unavailable -> assertThat(unavailable.retryAfter()).isPresent());
        assertThat(keys.finds(OLD)).isTrue();
    }

    @Test
    void cannotTellAboutAnUnknownKeyWhoseFetchHasNotEnded() throws InterruptedException {
        try (JwkSetFixture impatient = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            impatient.issuer.publish(OLD);
            impatient.cache.preload();
            impatient.timeline.advance(
                    COOLDOWN.plus(JwkSetState.CONCLUSIVE_GRACE).plus(JUST));
            impatient.issuer.hang(OLD, NEW);

            assertThat(Herd.of(40, () -> impatient.cache.find(JwkSetFixture.header("made up")))
                            .results())
                    .hasOnlyElementsOfType(KeysUnavailableException.class);
            assertThat(impatient.hasAtHand(OLD)).isTrue();
        }
    }

    @Test
    void saysThatAKeyDoesNotExistWhileTheFetchAfterTheCooldownIsUnderWay() throws InterruptedException {
        try (JwkSetFixture impatient = new JwkSetFixture(JwkSetFixture.IMPATIENT)) {
            impatient.issuer.publish(OLD);
            impatient.cache.preload();
            impatient.timeline.advance(COOLDOWN.plus(JwkSetState.CONCLUSIVE_GRACE));
            impatient.issuer.hang(OLD, NEW);

            assertThat(Herd.of(40, () -> impatient.cache.find(JwkSetFixture.header("made up")))
                            .results())
                    .containsOnly(List.of());
        }
    }

    @Test
    void findsAKeyForAHeaderWithoutKeyIdByItsAlgorithm() {
        JwsHeader anonymous = new JwsHeader(JwsAlgorithm.EdDSA, Optional.empty(), Optional.empty());

        assertThat(keys.cache.findCached(anonymous)).hasSize(1);
    }

    @Test
    void rejectsAWithdrawnKeyWithinTheFreshnessWithoutARequestAskingForIt() {
        keys.issuer.publish(NEW);
        keys.timeline.advance(Duration.ofMinutes(4).minus(JUST));
        assertThat(keys.hasAtHand(OLD)).isTrue();
        keys.timeline.advance(JUST);

        assertThat(keys.hasAtHand(OLD)).isFalse();
        assertThat(keys.hasAtHand(NEW)).isTrue();
        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void refreshesAheadOfExpiryWhileNobodyAsks() {
        keys.timeline.advance(Duration.ofHours(1));

        assertThat(keys.issuer.fetches()).isEqualTo(1 + 15);
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.FRESH);
    }

    @Test
    void servesTheOldSetWhileTheNewOneIsUnderWay() {
        ManualTimeline.Gate answer = keys.issuer.hang(NEW);
        keys.timeline.advance(Duration.ofMinutes(4));

        assertThat(keys.hasAtHand(OLD)).isTrue();
        answer.open();
        keys.timeline.settle();
        assertThat(keys.hasAtHand(OLD)).isFalse();
    }

    @Test
    void takesAnEmptySetForNoKeys() {
        keys.issuer.publish();
        keys.timeline.advance(Duration.ofMinutes(4));

        assertThat(keys.finds(OLD)).isFalse();
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.FRESH);
        keys.issuer.publish(NEW);
        keys.timeline.advance(COOLDOWN);
        assertThat(keys.finds(NEW)).isTrue();
    }

    @Test
    void refreshesWhenTheIssuerSaysThatItsKeysLiveShorter() {
        keys.issuer.maxAge(Duration.ofSeconds(100));
        keys.timeline.advance(Duration.ofMinutes(4));
        assertThat(keys.issuer.fetches()).isEqualTo(2);

        keys.timeline.advance(Duration.ofSeconds(76).minus(JUST));
        assertThat(keys.issuer.fetches()).isEqualTo(2);
        keys.timeline.advance(JUST);
        assertThat(keys.issuer.fetches()).isEqualTo(3);
    }

    @Test
    void waitsForARefreshAfterTheMachineSlept() {
        keys.issuer.publish(NEW);
        keys.timeline.sleep(Duration.ofHours(8));

        assertThat(keys.hasAtHand(OLD)).isFalse();
        assertThat(keys.finds(OLD)).isFalse();
        assertThat(keys.finds(NEW)).isTrue();
        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void beginsADueRefreshWithARequestIfTheScheduleIsLate() {
        keys.timeline.sleep(Duration.ofMinutes(4));

        assertThat(keys.hasAtHand(OLD)).isTrue();
        keys.timeline.settle();
        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }
}
