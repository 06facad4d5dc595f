package io.github.jotguard.benchmarks.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The durations of verifications. Thread-safe. */
final class Latencies {

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    void add(long duration) {
        nanos.add(duration);
    }

    private double millis(double quantile) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.get((int) Math.ceil(quantile * sorted.size()) - 1) / NANOS_PER_MILLI;
    }

    String median() {
        return format(millis(0.5));
    }

    String p99() {
        return format(millis(0.99));
    }

    String max() {
        return format(millis(1));
    }

    private static String format(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }
}
