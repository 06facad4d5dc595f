package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.UnverifiedJwsHeader;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
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
    void doesNotFetchForAKnownKeyWithAnotherAlgorithm() {
        keys.timeline.advance(COOLDOWN);
        UnverifiedJwsHeader wrong =
                new UnverifiedJwsHeader(JwsAlgorithm.RS256, Optional.of(OLD.keyId()), Optional.empty());

        assertThat(keys.cache.find(wrong)).isEmpty();
        assertThat(keys.issuer.fetches()).isEqualTo(1);
    }

    @Test
    void findsAKeyForAHeaderWithoutKeyIdByItsAlgorithm() {
        UnverifiedJwsHeader anonymous = new UnverifiedJwsHeader(JwsAlgorithm.EdDSA, Optional.empty(), Optional.empty());

        assertThat(keys.cache.findAtHand(anonymous)).hasSize(1);
    }

    @Test
    void refusesAWithdrawnKeyWithinTheFreshnessWithoutARequestAskingForIt() {
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
