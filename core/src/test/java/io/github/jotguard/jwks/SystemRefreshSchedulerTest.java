package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SystemRefreshSchedulerTest {

    /** A container takes a thread for a leak whose context loader is that of an application that it has stopped. */
    @Test
    void givesItsThreadsNoLoaderOfAnApplication() throws Exception {
        ClassLoader application = new ApplicationLoader();
        Method daemon = application
                .loadClass(SystemRefreshScheduler.class.getName())
                .getDeclaredMethod("daemon", Runnable.class);
        daemon.setAccessible(true);
        Runnable nothing = () -> {};

        Thread thread = (Thread) daemon.invoke(null, nothing);

        assertThat(daemon.getDeclaringClass().getClassLoader()).isSameAs(application);
        assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void hasEndedItsThreadWhenItIsClosed() throws Exception {
        SystemRefreshScheduler timeline = new SystemRefreshScheduler(null);
        AtomicReference<Thread> worker = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        timeline.schedule(
                () -> {
                    worker.set(Thread.currentThread());
                    ran.countDown();
                },
                Duration.ZERO);
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();

        timeline.close();

        worker.get().join(TimeUnit.SECONDS.toMillis(20));
        assertThat(worker.get().isAlive()).isFalse();
    }

    @Test
    void doesNotReadTheClockOfSomebodyElseBeforeItIsUsed() {
        AtomicInteger readings = new AtomicInteger();
        InstantSource clock = () -> {
            readings.incrementAndGet();
            throw new IllegalStateException("out of order");
        };
        try (SystemRefreshScheduler timeline = new SystemRefreshScheduler(clock)) {
            assertThat(readings).hasValue(0);
            assertThat(timeline.nanos()).isZero();
            assertThat(readings).hasValue(1);
        }
    }

    @Test
    void movesForwardWithTheClockAndNeverBack() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        try (SystemRefreshScheduler timeline = new SystemRefreshScheduler(now::get)) {
            long start = timeline.nanos();
            now.set(Instant.EPOCH.plusSeconds(10));
            assertThat(timeline.nanos() - start)
                    .isEqualTo(Duration.ofSeconds(10).toNanos());
            assertThat(timeline.monotonic()).isEqualTo(timeline.nanos());
            now.set(Instant.EPOCH.minusSeconds(5));
            assertThat(timeline.nanos() - start)
                    .isEqualTo(Duration.ofSeconds(10).toNanos());
            now.set(Instant.EPOCH);
            assertThat(timeline.nanos() - start)
                    .isEqualTo(Duration.ofSeconds(15).toNanos());
            now.set(Instant.MAX);
            assertThat(timeline.nanos() - start)
                    .isEqualTo(Duration.ofSeconds(15).plusDays(10_000).toNanos());
            assertThat(timeline.now()).isEqualTo(Instant.MAX);
        }
    }

    @Test
    void keepsTheInterruptOfAThreadThatClosesIt() {
        SystemRefreshScheduler timeline = new SystemRefreshScheduler(null);
        Thread.currentThread().interrupt();

        timeline.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void keepsTheInterruptOfAThreadThatWaitsForATaskToEnd() throws InterruptedException {
        SystemRefreshScheduler timeline = new SystemRefreshScheduler(null);
        CountDownLatch ran = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        timeline.schedule(
                () -> {
                    ran.countDown();
                    awaitDeaf(end);
                },
                Duration.ZERO);
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        Thread.currentThread().interrupt();

        timeline.close();

        assertThat(Thread.interrupted()).isTrue();
        end.countDown();
    }

    private static void awaitDeaf(CountDownLatch latch) {
        boolean hasPassed = false;
        while (!hasPassed) {
            try {
                latch.await();
                hasPassed = true;
            } catch (InterruptedException closing) {
                // as a task that does not end when it should
            }
        }
    }

    @Test
    void keepsTheTimeOfAClockThatFailsLater() {
        Instant first = Instant.parse("2001-02-03T04:05:06Z");
        AtomicInteger readings = new AtomicInteger();
        InstantSource clock = () -> {
            if (readings.incrementAndGet() > 1) {
                throw new IllegalStateException("out of order");
            }
            return first;
        };
        try (SystemRefreshScheduler timeline = new SystemRefreshScheduler(clock)) {
            timeline.nanos();

            assertThat(timeline.now()).isEqualTo(first);
        }
    }

    @Test
    void hasTheTimeOfTheSystemIfAClockHasNeverWorked() {
        InstantSource clock = () -> {
            throw new IllegalStateException("out of order");
        };
        Instant before = Instant.now();
        try (SystemRefreshScheduler timeline = new SystemRefreshScheduler(clock)) {
            assertThat(timeline.now()).isBetween(before, Instant.now());
        }
    }

    /** Has classes of this library of its own, as an application has that holds it in WEB-INF/lib. */
    private static final class ApplicationLoader extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.github.jotguard.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) {
            try (InputStream in =
                    SystemRefreshSchedulerTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
