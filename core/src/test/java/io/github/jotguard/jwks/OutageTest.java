package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuer is down or answers nonsense, from the start or later. */
class OutageTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");
    private static final Duration JUST = Duration.ofNanos(1);
    private static final Duration USABLE = RefreshPolicy.defaults().usableFor();

    private final JwkSetFixture keys = new JwkSetFixture(JwkSetFixture.PATIENT);

    @AfterEach
    void close() {
        keys.close();
    }

    private void loadAndGoDown() {
        keys.issuer.publish(KEY);
        assertThat(keys.finds(KEY)).isTrue();
        keys.issuer.goDown();
    }

    private KeysUnavailableException unavailable() {
        return catchThrowableOfType(KeysUnavailableException.class, () -> keys.find(KEY.keyId()));
    }

    @Test
    void rejectsNothingForTenMinutesAndAsksNoMoreThanTheBackOff() {
        loadAndGoDown();
        keys.timeline.advance(Duration.ofMinutes(4));
        int before = keys.issuer.fetches();
        for (int second = 0; second < 600; second++) {
            assertThat(keys.hasAtHand(KEY)).isTrue();
            assertThat(keys.finds(KEY)).isTrue();
            keys.timeline.advance(Duration.ofSeconds(1));
        }

        assertThat(keys.issuer.fetches() - before)
                .as("1, 2, 4, 8, 16, 32, then 60 s apart")
                .isLessThanOrEqualTo(15);
    }

    @Test
    void servesWhatItHasUntilTheLimitAndThenSaysThatItCannotTell() {
        loadAndGoDown();
        keys.timeline.advance(USABLE.minus(JUST));
        assertThat(keys.hasAtHand(KEY)).isTrue();
        assertThat(keys.finds(KEY)).isTrue();
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.STALE);

        keys.timeline.advance(JUST);

        assertThat(keys.hasAtHand(KEY)).isFalse();
        assertThat(unavailable().retryAfter()).isPresent();
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.UNAVAILABLE);
        assertThat(keys.issuer.fetches()).as("at most 1 a minute").isLessThan(24 * 60 + 10);
    }

    @Test
    void recoversWithinOneBackOffByItself() {
        loadAndGoDown();
        keys.timeline.advance(Duration.ofHours(25));
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofSeconds(66));

        assertThat(keys.hasAtHand(KEY)).isTrue();
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.FRESH);
    }

    @Test
    void saysThatItCannotTellFromTheStartAndBacksOffCold() {
        keys.issuer.goDown();
        for (int i = 0; i < 50; i++) {
            assertThat(unavailable().retryAfter()).contains(Duration.ofMillis(1050));
        }
        assertThat(keys.issuer.fetches()).isEqualTo(1);

        keys.timeline.advance(Duration.ofMillis(1050));
        assertThat(keys.issuer.fetches()).isEqualTo(2);
        assertThat(unavailable().retryAfter()).contains(Duration.ofMillis(2100));
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofMillis(2100));
        assertThat(keys.hasAtHand(KEY)).isTrue();
    }

    @Test
    void asksAtMostOnceAMinuteInTheEnd() {
        keys.issuer.goDown();
        keys.cache.preload();
        keys.timeline.advance(Duration.ofMinutes(10));
        int before = keys.issuer.fetches();
        keys.timeline.advance(Duration.ofHours(1));

        assertThat(keys.issuer.fetches() - before).isBetween(56, 60);
    }

    @Test
    void doesNotFetchForUnknownKeysWhileItBacksOff() {
        loadAndGoDown();
        keys.timeline.advance(Duration.ofMinutes(10));
        int before = keys.issuer.fetches();
        for (int i = 0; i < 600; i++) {
            keys.timeline.advance(Duration.ofMillis(100));
            assertThatExceptionOfType(KeysUnavailableException.class)
                    .isThrownBy(() -> keys.find("made up"))
                    .satisfies(
                            unavailable -> assertThat(unavailable.retryAfter()).isPresent());
        }

        assertThat(keys.issuer.fetches() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void findsANewKeyOneBackOffAfterTheRecovery() {
        loadAndGoDown();
        keys.timeline.advance(Duration.ofMinutes(10));
        TestKey published = TestKey.generate("EdDSA");
        keys.issuer.publish(published);
        keys.timeline.advance(Duration.ofSeconds(66));

        assertThat(keys.finds(published)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "null", "{}", "{\"keys\":{}}", "{\"keys\":null}", "{\"keys\":[}"})
    void keepsTheLastGoodSetWhenTheAnswerIsNone(String nonsense) {
        loadAndGoDown();
        keys.issuer.answer(nonsense);
        keys.timeline.advance(Duration.ofMinutes(10));

        assertThat(keys.finds(KEY)).isTrue();
        assertThat(keys.status().failures()).isPositive();
        assertThat(keys.status().lastError())
                .hasValueSatisfying(error -> assertThat(error).startsWith("a response"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense"})
    void backsOffColdWhenTheAnswerIsNone(String nonsense) {
        keys.issuer.answer(nonsense);
        unavailable();
        unavailable();

        assertThat(keys.issuer.fetches()).isEqualTo(1);
    }

    static Stream<List<Duration>> patience() {
        return Stream.of(
                List.of(Duration.ofSeconds(30), Duration.ofMillis(31_500)),
                List.of(Duration.ofMinutes(5), Duration.ofSeconds(315)),
                List.of(Duration.ofDays(3), Duration.ofSeconds(315)),
                List.of(Duration.ZERO, Duration.ofMillis(1_050)),
                List.of(Duration.ofSeconds(-5), Duration.ofMillis(1_050)));
    }

    @ParameterizedTest
    @MethodSource("patience")
    void asksAgainWhenTheIssuerWantsItWithinFiveMinutes(List<Duration> askedAndGiven) {
        keys.issuer.fail(new JwkSetFetchException("HTTP status 429", askedAndGiven.get(0)));

        assertThat(unavailable().retryAfter()).contains(askedAndGiven.get(1));
        keys.timeline.advance(askedAndGiven.get(1).minus(JUST));
        assertThat(keys.issuer.fetches()).isEqualTo(1);
        keys.timeline.advance(JUST);
        assertThat(keys.issuer.fetches()).isEqualTo(2);
    }

    @Test
    void survivesAFetcherThatFailsWithAnError() {
        keys.issuer.fail(new NoClassDefFoundError("com/example/Client"));

        assertThat(unavailable()).hasMessageContaining("NoClassDefFoundError");
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofMillis(1050));
        assertThat(keys.finds(KEY)).isTrue();
    }

    @Test
    void survivesThatNoThreadCanBeStarted() {
        keys.timeline.failStarting(new OutOfMemoryError("unable to create native thread"));

        assertThat(unavailable().retryAfter()).contains(Duration.ofMillis(1050));
        keys.timeline.failStarting(null);
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofMillis(1050));
        assertThat(keys.finds(KEY)).isTrue();
    }

    @Test
    void losesNoneOfItsThreadsWhileNoneCanBeStarted() {
        keys.timeline.failStarting(new OutOfMemoryError("unable to create native thread"));
        keys.refresher.startIfDue();
        keys.timeline.advance(Duration.ofMinutes(5));
        assertThat(keys.status().failures()).isGreaterThan(JwkSetRefresher.MAX_THREADS);
        assertThat(keys.status().lastError()).contains("OutOfMemoryError");
        keys.timeline.failStarting(null);
        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofSeconds(66));

        assertThat(keys.hasAtHand(KEY)).isTrue();
    }

    @Test
    void refreshesAgainAfterNothingCouldBeScheduled() {
        keys.issuer.publish(KEY);
        assertThat(keys.finds(KEY)).isTrue();
        keys.timeline.failScheduling(new OutOfMemoryError("Java heap space"));
        keys.timeline.advance(Duration.ofMinutes(4).plusSeconds(30));
        assertThat(keys.issuer.fetches()).isEqualTo(1);

        assertThat(keys.hasAtHand(KEY)).as("the set is fresh, and due").isTrue();
        keys.timeline.failScheduling(null);
        keys.timeline.advance(Duration.ofSeconds(2));
        assertThat(keys.hasAtHand(KEY)).isTrue();
        keys.timeline.settle();
        int fetches = keys.issuer.fetches();
        assertThat(fetches).isGreaterThan(1);

        keys.timeline.advance(Duration.ofMinutes(4).plusSeconds(1));
        assertThat(keys.issuer.fetches()).as("in the background").isGreaterThan(fetches);
    }

    @Test
    void preloadsWithoutFailing() {
        keys.issuer.goDown();
        assertThatNoException().isThrownBy(keys.cache::preload);
        assertThat(keys.status().state()).isEqualTo(KeysStatus.State.UNAVAILABLE);

        keys.issuer.publish(KEY);
        keys.timeline.advance(Duration.ofMillis(1050));
        keys.cache.preload();
        assertThat(keys.cache.findCached(header(KEY.keyId()))).hasSize(1);
        assertThat(keys.issuer.fetches()).as("preloading what is loaded").isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithoutQuotingAnybody() {
        keys.issuer.goDown();

        assertThat(unavailable()).hasMessage("Keys are unavailable (IOException) from " + JwkSetFixture.SOURCE);
    }
}
