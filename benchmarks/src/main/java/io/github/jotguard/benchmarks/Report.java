package io.github.jotguard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables, in Markdown. */
final class Report {

    /** 16 MiB for 10,000 tokens, and 2 MiB for the machinery around them. */
    private static final long MEMORY_BOUND = 18L * 1024 * 1024;

    private Report() {}

    static List<String> goals(List<Goal> goals) {
        List<String> lines = new ArrayList<>(List.of("| row | figure | goal | reached | |", "|---|---|---|---|---|"));
        goals.forEach(goal -> lines.add(goal.line()));
        lines.add("");
        return lines;
    }

    static List<String> memory(MemoryProbe.Result memory) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Memory: %,d bytes for each cached token; after 1,000,000 distinct good tokens %,d are held and the heap"
                                + " has grown by %,d bytes (at most %,d: %s); token text in a heap dump: %s",
                        memory.bytesPerToken(),
                        memory.tokens(),
                        memory.heapRise(),
                        MEMORY_BOUND,
                        memory.heapRise() <= MEMORY_BOUND ? "met" : "MISSED",
                        memory.isTokenTextInHeap() ? "FOUND" : "none"),
                "");
    }

    static List<String> rows(Results results) {
        List<String> lines = new ArrayList<>(List.of(
                "| measured | µs of processor time | ops/s on the wall | error | bytes/op |", "|---|---|---|---|---|"));
        for (Map.Entry<String, Results.Row> row : results.rows().entrySet()) {
            Results.Row figures = row.getValue();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %,.0f | ±%.0f%% | %,.0f |",
                    row.getKey(),
                    figures.micros(),
                    figures.wallPerSecond(),
                    figures.error(),
                    figures.bytes()));
        }
        return lines;
    }
}
