package io.github.jotguard.benchmarks.drill;

import io.github.jotguard.benchmarks.drill.Contender.Target;
import io.github.jotguard.benchmarks.drill.Drilled.Verdict;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The scenarios of the drill. Each runs with one contender and returns the measured values by name. */
final class Scenarios {

    private static final int HERD = 1_000;
    private static final int FLOOD_THREADS = 64;
    private static final int FLOOD_PER_SECOND = 5_000;
    private static final int GOOD_PER_SECOND = 200;
    private static final Duration IDLE = Duration.ofSeconds(15);
    private static final Duration FLOOD = Duration.ofSeconds(60);
    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final Duration SIMULATED_OUTAGE = Duration.ofMinutes(10);
    private static final Duration SHORT_LIVED = Duration.ofSeconds(10);
    private static final Duration ENOUGH = Duration.ofSeconds(100);
    private static final Duration LONG_LIFE = Duration.ofHours(2);

    private Scenarios() {}

    private static TestIssuer issuer() {
        return TestIssuer.builder().algorithm("RS256").start();
    }

    private static Target target(TestIssuer issuer) {
        return new Target(issuer.issuer(), issuer.audience(), issuer.jwksUri());
    }

    private static String token(TestIssuer issuer) {
        return issuer.token(token -> token.expiresIn(LONG_LIFE));
    }

    /** Sets everybody up once, so that a setting which does not go is known before the minutes are spent. */
    static void rehearse() throws Exception {
        try (TestIssuer issuer = issuer()) {
            for (Contender contender : Contender.values()) {
                try (Drilled lasting = contender.verifier(target(issuer), null);
                        Drilled shortLived = contender.verifier(target(issuer), SHORT_LIVED)) {
                    String token = token(issuer);
                    if (lasting.verify(token) != Verdict.ACCEPTED || shortLived.verify(token) != Verdict.ACCEPTED) {
                        throw new IllegalStateException(contender.title() + " does not accept a good token");
                    }
                }
            }
        }
    }

    static Map<String, String> coldStart(Contender contender) throws InterruptedException {
        try (TestIssuer issuer = issuer();
                Drilled verifier = contender.verifier(target(issuer), null)) {
            String token = token(issuer);
            issuer.beforeAnswer(() -> pause(Duration.ofMillis(300)));
            CountDownLatch start = new CountDownLatch(1);
            List<FutureTask<Verdict>> herd = new ArrayList<>();
            for (int i = 0; i < HERD; i++) {
                herd.add(begin(() -> {
                    start.await();
                    return verifier.verify(token);
                }));
            }
            start.countDown();
            int accepted = 0;
            for (FutureTask<Verdict> one : herd) {
                accepted += within(one, ENOUGH) == Verdict.ACCEPTED ? 1 : 0;
            }
            return figures(
                    "cold start, 1,000 threads, answer after 300 ms: requests to the issuer",
                    String.valueOf(issuer.requests()),
                    "cold start: accepted",
                    accepted + " of " + HERD);
        }
    }

    static Map<String, String> flood(Contender contender) throws InterruptedException {
        try (TestIssuer issuer = issuer();
                Drilled verifier = contender.verifier(target(issuer), null)) {
            String good = token(issuer);
            verifier.verify(good);
            Latencies idle;
            try (Traffic quiet = new Traffic(verifier, () -> good, 1, GOOD_PER_SECOND)) {
                pause(IDLE);
                idle = quiet.latencies();
            }
            issuer.resetRequests();
            return flooded(issuer, verifier, good, idle);
        }
    }

    private static Map<String, String> flooded(TestIssuer issuer, Drilled verifier, String good, Latencies idle) {
        Map<String, String> figures = new LinkedHashMap<>();
        UnknownKeys unknown = new UnknownKeys(good);
        long begun = System.nanoTime();
        try (Traffic flood = new Traffic(verifier, unknown, FLOOD_THREADS, FLOOD_PER_SECOND);
                Traffic traffic = new Traffic(verifier, () -> good, 1, GOOD_PER_SECOND)) {
            pause(FLOOD.dividedBy(2));
            issuer.rotate();
            String rotated = token(issuer);
            Duration until = untilAccepted(verifier, rotated);
            Duration left = FLOOD.minus(Duration.ofNanos(System.nanoTime() - begun));
            pause(left.isNegative() ? Duration.ZERO : left);
            double seconds = (System.nanoTime() - begun) / 1e9;
            figures.put(
                    "flood of unknown `kid`s, 60 s, up to 5,000/s: tokens verified per second",
                    String.format(Locale.ROOT, "%,.0f", flood.sent() / seconds));
            figures.put("flood: requests to the issuer", String.valueOf(issuer.requests()));
            figures.put("flood: good tokens not accepted", traffic.notAccepted());
            figures.put("flood: good tokens, median (idle)", traffic.latencies().median() + " (" + idle.median() + ")");
            figures.put("flood: good tokens, p99 (idle)", traffic.latencies().p99() + " (" + idle.p99() + ")");
            figures.put("rotation in the middle of it: new key works after", seconds(until, FLOOD.dividedBy(2)));
        }
        return figures;
    }

    static Map<String, String> outage(Contender contender) {
        try (TestIssuer issuer = issuer();
                Drilled verifier = contender.verifier(target(issuer), SHORT_LIVED)) {
            String good = token(issuer);
            verifier.verify(good);
            issuer.failWith(503);
            issuer.resetRequests();
            try (Traffic traffic = new Traffic(verifier, () -> good, 4, GOOD_PER_SECOND)) {
                pause(OUTAGE);
                return figures(
                        "issuer answers 503 for 60 s, keys fresh for 10 s: good tokens not accepted",
                        traffic.notAccepted(),
                        "outage: requests to the issuer",
                        String.valueOf(issuer.requests()));
            }
        }
    }

    /** Ours only: nobody else's keys age on a clock that can be set. */
    static Map<String, String> simulatedOutage() {
        MutableClock clock = MutableClock.at(Instant.parse("2026-11-21T12:00:00Z"));
        try (TestIssuer issuer = issuer();
                RemoteJwkSet keys =
                        RemoteJwkSet.builder(issuer.jwksUri()).clock(clock).build();
                Drilled verifier = Contender.jotguard(target(issuer), keys)) {
            String good = token(issuer);
            verifier.verify(good);
            issuer.failWith(503);
            clock.advance(Duration.ofMinutes(4));
            issuer.resetRequests();
            int rejected = 0;
            int seconds = (int) SIMULATED_OUTAGE.toSeconds();
            for (int second = 0; second < seconds; second++) {
                rejected += verifier.verify(good) == Verdict.ACCEPTED ? 0 : 1;
                pause(Duration.ofMillis(20));
                clock.advance(Duration.ofSeconds(1));
            }
            return figures(
                    "10 min of 503 from when a refresh is due, simulated clock, defaults: good tokens not accepted",
                    rejected + " of " + seconds,
                    "simulated outage: requests to the issuer",
                    String.valueOf(issuer.requests()));
        }
    }

    static Map<String, String> hangingCold(Contender contender) throws InterruptedException {
        try (TestIssuer issuer = issuer();
                Drilled verifier = contender.verifier(target(issuer), null)) {
            issuer.hang();
            String token = token(issuer);
            String took = took(() -> verifier.verify(token));
            return figures("issuer accepts and never answers, cold: one verification takes", took);
        }
    }

    static Map<String, String> hangingWarm(Contender contender) {
        try (TestIssuer issuer = issuer();
                Drilled verifier = contender.verifier(target(issuer), SHORT_LIVED)) {
            String good = token(issuer);
            verifier.verify(good);
            issuer.hang();
            UnknownKeys unknown = new UnknownKeys(good);
            try (Traffic bad = new Traffic(verifier, unknown, 4, 20);
                    Traffic traffic = new Traffic(verifier, () -> good, 4, GOOD_PER_SECOND)) {
                pause(OUTAGE);
                return figures(
                        "issuer hangs for 60 s, warm, keys fresh for 10 s, 20 unknown `kid`s/s: good tokens not accepted",
                        traffic.notAccepted(),
                        "hanging, warm: unknown `kid`s answered",
                        String.valueOf(bad.sent()),
                        "hanging, warm: slowest good token",
                        traffic.latencies().max());
            }
        }
    }

    static Map<String, String> dripping(Contender contender) throws InterruptedException, IOException {
        try (TestIssuer issuer = issuer();
                DrippingServer dripping = new DrippingServer()) {
            URI drip = dripping.uri();
            try (Drilled verifier = contender.verifier(new Target(issuer.issuer(), issuer.audience(), drip), null)) {
                String token = token(issuer);
                String took = took(() -> verifier.verify(token));
                return figures("issuer drips one byte a second, cold: one verification takes", took);
            }
        }
    }

    /** In this order. */
    private static Map<String, String> figures(String... namesAndFigures) {
        Map<String, String> figures = new LinkedHashMap<>();
        for (int i = 0; i < namesAndFigures.length; i += 2) {
            figures.put(namesAndFigures[i], namesAndFigures[i + 1]);
        }
        return figures;
    }

    private static String took(Callable<Verdict> verification) throws InterruptedException {
        long start = System.nanoTime();
        Verdict verdict = within(begin(verification), ENOUGH);
        return seconds(verdict == null ? null : Duration.ofNanos(System.nanoTime() - start), ENOUGH);
    }

    private static <T> FutureTask<T> begin(Callable<T> callable) {
        FutureTask<T> task = new FutureTask<>(callable);
        Thread thread = new Thread(null, task, "herd", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static <T> @Nullable T within(FutureTask<T> task, Duration limit) throws InterruptedException {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException none) {
            return null;
        }
    }

    /** Tried ten times a second; null if never. */
    private static @Nullable Duration untilAccepted(Drilled verifier, String token) {
        long start = System.nanoTime();
        long end = start + FLOOD.dividedBy(2).toNanos();
        while (System.nanoTime() < end) {
            if (verifier.verify(token) == Verdict.ACCEPTED) {
                return Duration.ofNanos(System.nanoTime() - start);
            }
            pause(Duration.ofMillis(100));
        }
        return null;
    }

    private static String seconds(@Nullable Duration duration, Duration limit) {
        return duration == null
                ? "more than " + limit.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
