package io.github.jotguard.benchmarks.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The figures of several rounds. Not thread-safe. */
final class Sample {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double least() {
        return Collections.min(values);
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns least, median and greatest as cells of a Markdown table. */
    String cells() {
        return String.format(Locale.ROOT, "%.1f | %.1f | %.1f", least(), median(), Collections.max(values));
    }

    /** Returns the differences of the least and of the median as cells of a Markdown table. */
    String cellsAbove(Sample other) {
        return String.format(Locale.ROOT, "%+.1f | %+.1f", least() - other.least(), median() - other.median());
    }
}
