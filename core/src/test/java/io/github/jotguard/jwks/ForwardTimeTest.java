package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The age of keys, while the machine sleeps and its clock is set. */
class ForwardTimeTest {

    private final AtomicLong nanos = new AtomicLong(-17);
    private final AtomicLong millis = new AtomicLong(1_795_000_000_000L);
    private final ForwardTime time = new ForwardTime(nanos::get, millis::get);

    private Duration elapsed() {
        return Duration.ofNanos(time.nanos());
    }

    private void run(Duration by) {
        nanos.addAndGet(by.toNanos());
        millis.addAndGet(by.toMillis());
    }

    private void setClock(Duration by) {
        millis.addAndGet(by.toMillis());
    }

    @Test
    void isMonotonicTimeWhileTheClocksAgree() {
        run(Duration.ofHours(3));

        assertThat(elapsed()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void goesOnWhileTheMachineSleeps() {
        run(Duration.ofHours(1));
        setClock(Duration.ofHours(8));
        run(Duration.ofHours(1));
        assertThat(elapsed()).isEqualTo(Duration.ofHours(10));
        setClock(Duration.ofHours(8));

        assertThat(elapsed()).isEqualTo(Duration.ofHours(18));
        assertThat(Duration.ofNanos(time.monotonic())).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void doesNotMoveWhenTheClockIsSetBack() {
        run(Duration.ofHours(1));
        setClock(Duration.ofHours(-5));
        assertThat(elapsed()).isEqualTo(Duration.ofHours(1));
        run(Duration.ofHours(1));

        assertThat(elapsed()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void noticesASleepAfterTheClockWasSetBack() {
        setClock(Duration.ofHours(-5));
        assertThat(elapsed()).isZero();
        setClock(Duration.ofHours(3));

        assertThat(elapsed()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void ignoresLessThanASecond() {
        setClock(ForwardTime.LEAST_JUMP.minusMillis(1));
        assertThat(elapsed()).isZero();
        setClock(Duration.ofMillis(1));

        assertThat(elapsed()).isEqualTo(ForwardTime.LEAST_JUMP);
    }

    @Test
    void countsNoJitterTwice() {
        for (int i = 0; i < 1_000; i++) {
            setClock(Duration.ofMillis(i % 2 == 0 ? 900 : -900));
            elapsed();
        }

        assertThat(elapsed()).isZero();
    }

    @Test
    void ignoresAJumpThatIsSeenByAThreadThatWasHeldUp() {
        AtomicLong held = new AtomicLong();
        ForwardTime slow =
                new ForwardTime(() -> held.addAndGet(Duration.ofSeconds(2).toNanos()), millis::get);
        setClock(Duration.ofHours(1));

        assertThat(Duration.ofNanos(slow.nanos())).isLessThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"PT0.099999999S, true", "PT0.1S, false"})
    void countsAJumpOnlyIfBothClocksAreReadWithinATenthOfASecond(Duration eachReading, boolean isCounted) {
        AtomicLong held = new AtomicLong();
        ForwardTime slow = new ForwardTime(() -> held.addAndGet(eachReading.toNanos()), millis::get);
        setClock(Duration.ofHours(1));

        assertThat(Duration.ofNanos(slow.nanos()).compareTo(Duration.ofMinutes(59)) > 0)
                .isEqualTo(isCounted);
    }
}
