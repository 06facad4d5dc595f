package io.github.jotguard.benchmarks;

import java.util.Locale;

/**
 * A figure to reach.
 *
 * @param limit at least this; or at most, if less is better
 */
record Goal(String row, String figure, double limit, double reached, boolean isLessBetter, String unit) {

    static Goal atLeast(String row, String figure, double limit, double reached) {
        return new Goal(row, figure, limit, reached, false, "x");
    }

    static Goal atMost(String row, String figure, double limit, double reached, String unit) {
        return new Goal(row, figure, limit, reached, true, unit);
    }

    boolean isMet() {
        return isLessBetter ? reached <= limit : reached >= limit;
    }

    /** A row of a Markdown table. */
    String line() {
        double by = isLessBetter ? limit / reached : reached / limit;
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s %s%s | **%s%s** | %s by %.0f %% |",
                row,
                figure,
                isLessBetter ? "at most" : "at least",
                number(limit),
                unit,
                number(reached),
                unit,
                isMet() ? "met," : "MISSED",
                Math.abs(by - 1) * 100);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }
}
