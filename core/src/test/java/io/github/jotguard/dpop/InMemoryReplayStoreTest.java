package io.github.jotguard.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.testing.MutableClock;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryReplayStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final MutableClock clock = MutableClock.at(NOW);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L); // it may overflow
    private final InMemoryReplayStore store = new InMemoryReplayStore(3, clock, nanos::get);

    private boolean add(String id) {
        return store.addIfAbsent(id, clock.instant().plus(LIFE));
    }

    /** Lets time pass for both clocks. */
    private void pass(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void takesAProofOnce() {
        assertThat(add("a")).isTrue();
        assertThat(add("a")).isFalse();
        assertThat(add("b")).isTrue();
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void keepsAProofToTheLastInstantAtWhichItIsAccepted() {
        add("a");
        pass(LIFE);
        assertThat(store.addIfAbsent("a", NOW.plus(LIFE))).isFalse();

        pass(Duration.ofSeconds(2));
        add("b");

        assertThat(store.size()).isEqualTo(1);
        assertThat(add("a")).isTrue();
    }

    @Test
    void throwsWhenItIsFullAndDropsNothing() {
        add("a");
        add("b");
        add("c");

        assertThatThrownBy(() -> add("d"))
                .isInstanceOf(ReplayStoreException.class)
                .hasMessageContaining("full");
        assertThat(add("a")).isFalse();
        assertThat(add("b")).isFalse();
        assertThat(add("c")).isFalse();
        assertThat(store.size()).isEqualTo(3);

        pass(LIFE.plusSeconds(1));
        assertThat(add("d")).isTrue();
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void losesNoPlaceToATimeThatItCannotCount() {
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> store.addIfAbsent("a", NOW.plus(Duration.ofDays(365 * 400))))
                    .isInstanceOf(ArithmeticException.class);
        }

        assertThat(store.size()).isZero();
        assertThat(add("b")).isTrue();
    }

    @Test
    void looksForProofsThatMayGoOnceASecond() {
        store.addIfAbsent("short", NOW.plusMillis(100));
        pass(Duration.ofMillis(999));
        add("b");
        assertThat(store.size()).isEqualTo(2);

        pass(Duration.ofMillis(1));
        add("c");
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void losesNothingToAClockThatJumpsAheadAndBack() {
        add("a");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        clock.advance(Duration.ofHours(1));
        assertThat(add("b")).isTrue();
        clock.advance(Duration.ofHours(-1));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(add("a")).isFalse();
    }

    @Test
    void losesNothingToAClockThatStandsStill() {
        add("a");
        nanos.addAndGet(Duration.ofDays(1).toNanos());

        assertThat(add("a")).isFalse();
    }

    @Test
    void throwsForAProofThatItMayHaveForgotten() {
        add("a");
        pass(LIFE.plusSeconds(1));
        add("b"); // "a" is gone
        clock.set(NOW.plusSeconds(1));

        assertThatThrownBy(() -> store.addIfAbsent("a", NOW.plus(LIFE)))
                .isInstanceOf(ReplayStoreException.class)
                .hasMessageContaining("set back");
        assertThat(store.addIfAbsent("c", NOW.plus(LIFE).plusMillis(1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, InMemoryReplayStore.MAX_CAPACITY + 1})
    void hasACapacityWithinBounds(int capacity) {
        assertThatThrownBy(() -> new InMemoryReplayStore(capacity, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacity");
        assertThat(new InMemoryReplayStore(1, clock).addIfAbsent("a", NOW)).isTrue();
        assertThat(new InMemoryReplayStore(InMemoryReplayStore.MAX_CAPACITY, clock).size())
                .isZero();
    }

    @Test
    void takesOneOfManyThreadsWithTheSameProof() throws Exception {
        InMemoryReplayStore shared = new InMemoryReplayStore(100_000, Clock.systemUTC());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int proofs = 1_000;
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                tasks.add(() -> {
                    int taken = 0;
                    for (int i = 0; i < proofs; i++) {
                        taken += shared.addIfAbsent("proof" + i, Instant.now().plus(LIFE)) ? 1 : 0;
                    }
                    return taken;
                });
            }
            int taken = 0;
            for (Future<Integer> each : threads.invokeAll(tasks)) {
                taken += each.get();
            }
            assertThat(taken).isEqualTo(proofs).isEqualTo(shared.size());
        } finally {
            threads.shutdownNow();
        }
    }

    /** One thread was delayed while it recorded a proof, and another removes it at that moment. */
    @Test
    void takesNoProofThatAnotherThreadRemoves() throws Exception {
        int rounds = 5_000;
        Instant until = NOW.plus(LIFE);
        AtomicReference<InMemoryReplayStore> shared = new AtomicReference<>();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Thread removing = new Thread(() -> {
            for (int round = 1; round <= rounds; round++) {
                spinUntil(begun, round);
                shared.get().addIfAbsent("b", until.plus(LIFE));
                ended.set(round);
            }
        });
        removing.start();
        int takenAgain = 0;
        for (int round = 1; round <= rounds; round++) {
            clock.set(NOW);
            shared.set(new InMemoryReplayStore(10, clock, nanos::get));
            shared.get().addIfAbsent("a", until);
            pass(LIFE.plusSeconds(1));
            begun.set(round);
            for (int i = 0; i < round % 200; i++) {
                Thread.onSpinWait();
            }
            takenAgain += isTakenAgain(shared.get(), until) ? 1 : 0;
            spinUntil(ended, round);
        }
        removing.join();

        assertThat(takenAgain).isZero();
    }

    /** A latch would let one of the threads come too late. */
    private static void spinUntil(AtomicInteger counter, int value) {
        while (counter.get() != value) {
            Thread.onSpinWait();
        }
    }

    private static boolean isTakenAgain(InMemoryReplayStore shared, Instant until) {
        try {
            return shared.addIfAbsent("a", until);
        } catch (ReplayStoreException setBack) {
            return false;
        }
    }

    /** 100,000 proofs a minute, each of which is kept for the longest time: 65 seconds. */
    @Tag("slow")
    @Test
    void takesAHundredThousandProofsAMinuteIn32MiB() {
        InMemoryReplayStore busy = new InMemoryReplayStore(InMemoryReplayStore.DEFAULT_CAPACITY, clock, nanos::get);
        long before = usedHeap();
        int perSecond = 100_000 / 60 + 1;
        for (int second = 0; second < 200; second++) {
            for (int i = 0; i < perSecond; i++) {
                String id = Sha256.base64Url((second + "/" + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                assertThat(busy.addIfAbsent(id, clock.instant().plusSeconds(65)))
                        .isTrue();
            }
            pass(Duration.ofSeconds(1));
        }
        long used = usedHeap() - before;

        assertThat(busy.size()).isBetween(65 * perSecond, 67 * perSecond);
        assertThat(used).isLessThan(32L << 20);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
