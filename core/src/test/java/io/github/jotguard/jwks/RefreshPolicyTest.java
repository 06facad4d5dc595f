package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every timing decision of key refresh, as a table. */
class RefreshPolicyTest {

    private static final RefreshPolicy POLICY = RefreshPolicy.defaults();
    private static final Duration JUST = Duration.ofNanos(1);

    @Test
    void hasTheDefaultsThatTheDocumentationNames() {
        assertThat(POLICY.freshFor()).isEqualTo(Duration.ofMinutes(5));
        assertThat(POLICY.minFreshFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(POLICY.maxFreshFor()).isEqualTo(Duration.ofHours(1));
        assertThat(POLICY.usableFor()).isEqualTo(Duration.ofHours(24));
        assertThat(POLICY.unknownKeyCooldown()).isEqualTo(Duration.ofSeconds(5));
        assertThat(POLICY.initialBackoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(POLICY.maxBackoff()).isEqualTo(Duration.ofSeconds(60));
        assertThat(POLICY.initialLoadWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(POLICY.unknownKeyWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(POLICY.maxInitialLoadWaits()).isEqualTo(1_024);
        assertThat(POLICY.maxUnknownKeyWaits()).isEqualTo(16);
        assertThat(POLICY.fetchDeadline()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest(name = "max-age {0}, chance {1}: fresh for {2}")
    @CsvSource({
        // without max-age: 5 minutes, give or take a tenth
        ",           0,   PT4M30S",
        ",           0.5, PT5M",
        ",           1,   PT5M30S",
        // with it: never longer than the issuer says
        "PT10M,      0,   PT10M",
        "PT10M,      1,   PT9M",
        // bounded below
        "PT0S,       0,   PT1M",
        "PT59.999S,  0,   PT1M",
        "PT1M,       0,   PT1M",
        "PT1M0.001S, 0,   PT1M0.001S",
        "-PT1S,      0,   PT1M",
        // bounded above
        "PT1H,       0,   PT1H",
        "PT59M59S,   0,   PT59M59S",
        "PT1H0.001S, 0,   PT1H",
        "P3650D,     0,   PT1H",
    })
    void keepsASetFresh(Duration maxAge, double chance, Duration expected) {
        assertThat(POLICY.freshness(Optional.ofNullable(maxAge), chance)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "fresh for {0}: refreshed after {1}")
    @CsvSource({"PT5M, PT4M", "PT1M, PT48S", "PT1H, PT48M"})
    void refreshesAhead(Duration freshness, Duration expected) {
        assertThat(POLICY.refreshAfter(freshness)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "age {0}: usable {1}")
    @CsvSource({"PT0S, true", "PT23H59M59.999999999S, true", "PT24H, false", "PT25H, false"})
    void usesASetWhileRefreshingFails(Duration age, boolean expected) {
        assertThat(POLICY.isUsable(age)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "failure {0}, Retry-After {1}, chance {2}: again after {3}")
    @CsvSource({
        "1,  ,        0,   PT1S",
        "1,  ,        0.5, PT1.05S",
        "1,  ,        1,   PT1.1S",
        "2,  ,        0,   PT2S",
        "3,  ,        0,   PT4S",
        "6,  ,        0,   PT32S",
        "7,  ,        0,   PT1M",
        "8,  ,        0,   PT1M",
        "2147483647,, 1,   PT1M6S",
        // never sooner than the issuer asks, within reason
        "1,  PT7S,    0,   PT7S",
        "1,  PT7S,    1,   PT7.7S",
        "5,  PT7S,    0,   PT16S",
        "1,  PT5M,    0,   PT5M",
        "1,  PT4M59S, 0,   PT4M59S",
        "1,  PT5M1S,  0,   PT5M",
        "1,  P1000D,  0,   PT5M",
        "1,  -PT1S,   0,   PT1S",
    })
    void backsOff(int failures, Duration retryAfter, double chance, Duration expected) {
        assertThat(POLICY.retryAfterFailure(failures, Optional.ofNullable(retryAfter), chance))
                .isEqualTo(expected);
    }

    @Test
    void backsOffFromTheLongestFirstRetryWithoutOverflow() {
        RefreshPolicy slow = POLICY.toBuilder()
                .initialBackoff(Duration.ofHours(1))
                .maxBackoff(Duration.ofHours(1))
                .build();

        assertThat(slow.retryAfterFailure(100, Optional.empty(), 0)).isEqualTo(Duration.ofHours(1));
    }

    static Stream<Arguments> bounds() {
        Duration least = Duration.ofMillis(100);
        return Stream.of(
                bounds(
                        "freshFor",
                        least,
                        Duration.ofDays(1),
                        (d) -> p -> p.toBuilder()
                                .usableFor(Duration.ofDays(7))
                                .freshFor(d)
                                .build()),
                bounds(
                        "usableFor",
                        least,
                        Duration.ofDays(7),
                        d -> p -> p.toBuilder().freshFor(least).usableFor(d).build()),
                bounds(
                        "cooldown",
                        least,
                        Duration.ofHours(1),
                        d -> p -> p.toBuilder().unknownKeyCooldown(d).build()),
                bounds(
                        "minFreshFor",
                        least,
                        Duration.ofDays(1),
                        d -> p -> p.toBuilder()
                                .minFreshFor(d)
                                .maxFreshFor(Duration.ofDays(1))
                                .build()),
                bounds(
                        "maxFreshFor",
                        least,
                        Duration.ofDays(1),
                        d -> p ->
                                p.toBuilder().minFreshFor(least).maxFreshFor(d).build()),
                bounds(
                        "initialBackoff",
                        least,
                        Duration.ofHours(1),
                        d -> p -> p.toBuilder()
                                .initialBackoff(d)
                                .maxBackoff(Duration.ofHours(1))
                                .build()),
                bounds(
                        "maxBackoff",
                        least,
                        Duration.ofHours(1),
                        d -> p -> p.toBuilder()
                                .initialBackoff(least)
                                .maxBackoff(d)
                                .build()),
                bounds(
                        "initialLoadWait",
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        d -> p -> p.toBuilder()
                                .initialLoadWait(d)
                                .unknownKeyWait(least)
                                .build()),
                bounds(
                        "unknownKeyWait",
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        d -> p -> p.toBuilder()
                                .initialLoadWait(least)
                                .unknownKeyWait(d)
                                .build()),
                bounds(
                        "fetchDeadline",
                        least,
                        Duration.ofMinutes(1),
                        d -> p -> p.toBuilder().fetchDeadline(d).build()));
    }

    private interface Setting {
        UnaryOperator<RefreshPolicy> to(Duration value);
    }

    private static Arguments bounds(String name, Duration least, Duration most, Setting setting) {
        return argumentSet(name, least, most, setting);
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void takesWhatIsWithinTheBoundsAndNothingElse(Duration least, Duration most, Setting setting) {
        assertThatNoException().isThrownBy(() -> setting.to(least).apply(POLICY));
        assertThatNoException().isThrownBy(() -> setting.to(most).apply(POLICY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.to(least.minus(JUST)).apply(POLICY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.to(most.plus(JUST)).apply(POLICY));
    }

    static Stream<Arguments> contradictions() {
        Duration minute = Duration.ofMinutes(1);
        return Stream.of(
                arguments(
                        contradiction(p -> p.toBuilder()
                                .minFreshFor(minute.plus(JUST))
                                .maxFreshFor(minute)
                                .build()),
                        "minFreshFor"),
                arguments(
                        contradiction(p -> p.toBuilder()
                                .usableFor(p.freshFor().minus(JUST))
                                .build()),
                        "freshFor"),
                arguments(
                        contradiction(p -> p.toBuilder()
                                .initialBackoff(minute.plus(JUST))
                                .maxBackoff(minute)
                                .build()),
                        "initialBackoff"),
                arguments(
                        contradiction(p -> p.toBuilder()
                                .maxInitialLoadWaits(-1)
                                .maxUnknownKeyWaits(0)
                                .build()),
                        "maxInitialLoadWaits"),
                arguments(
                        contradiction(p -> p.toBuilder()
                                .maxInitialLoadWaits(0)
                                .maxUnknownKeyWaits(-1)
                                .build()),
                        "maxUnknownKeyWaits"));
    }

    private static UnaryOperator<RefreshPolicy> contradiction(UnaryOperator<RefreshPolicy> change) {
        return change;
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void rejectsContradictions(UnaryOperator<RefreshPolicy> change, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change.apply(POLICY))
                .withMessageContaining(named);
    }

    @Test
    void takesBoundsThatMeet() {
        assertThatNoException().isThrownBy(() -> {
            POLICY.toBuilder()
                    .minFreshFor(Duration.ofMinutes(1))
                    .maxFreshFor(Duration.ofMinutes(1))
                    .build();
            POLICY.toBuilder().usableFor(POLICY.freshFor()).build();
            POLICY.toBuilder()
                    .initialBackoff(Duration.ofMinutes(1))
                    .maxBackoff(Duration.ofMinutes(1))
                    .build();
            POLICY.toBuilder().maxInitialLoadWaits(0).maxUnknownKeyWaits(0).build();
        });
    }

    @Test
    void changesOnlyWhatIsAskedFor() {
        assertThat(POLICY.toBuilder()
                        .freshFor(POLICY.freshFor())
                        .usableFor(POLICY.usableFor())
                        .unknownKeyCooldown(POLICY.unknownKeyCooldown())
                        .fetchDeadline(POLICY.fetchDeadline())
                        .minFreshFor(POLICY.minFreshFor())
                        .maxFreshFor(POLICY.maxFreshFor())
                        .initialBackoff(POLICY.initialBackoff())
                        .maxBackoff(POLICY.maxBackoff())
                        .initialLoadWait(POLICY.initialLoadWait())
                        .unknownKeyWait(POLICY.unknownKeyWait())
                        .maxInitialLoadWaits(POLICY.maxInitialLoadWaits())
                        .maxUnknownKeyWaits(POLICY.maxUnknownKeyWaits())
                        .build())
                .usingRecursiveComparison()
                .isEqualTo(POLICY);
    }

    @Test
    void allowsTwelveFetchesAMinuteUnlessPausesAreShorter() {
        RefreshPolicy policy = RefreshPolicy.defaults();
        assertThat(policy.maxFetchesPerMinute()).isEqualTo(12);
        assertThat(policy.toBuilder()
                        .unknownKeyCooldown(Duration.ofHours(1))
                        .build()
                        .maxFetchesPerMinute())
                .isEqualTo(12);
        assertThat(policy.toBuilder()
                        .unknownKeyCooldown(Duration.ofSeconds(4))
                        .build()
                        .maxFetchesPerMinute())
                .isEqualTo(15);
        assertThat(policy.toBuilder()
                        .initialBackoff(Duration.ofMillis(100))
                        .maxBackoff(Duration.ofMillis(100))
                        .build()
                        .maxFetchesPerMinute())
                .isEqualTo(600);
        assertThat(policy.toBuilder().freshFor(Duration.ofMillis(100)).build().maxFetchesPerMinute())
                .isEqualTo(834);
    }

    @Test
    void countsFetchesInAnyMinute() {
        FetchBudget budget = new FetchBudget(2);
        long minute = Duration.ofMinutes(1).toNanos();
        assertThat(budget.pause(0)).isZero();
        budget.take(0);
        assertThat(budget.pause(7)).isZero();
        budget.take(7);

        assertThat(budget.pause(10)).isEqualTo(minute - 10);
        assertThat(budget.pause(minute - 1)).isEqualTo(1);
        assertThat(budget.pause(minute)).isZero();
        budget.take(minute);
        assertThat(budget.pause(minute)).isEqualTo(7);
    }
}
