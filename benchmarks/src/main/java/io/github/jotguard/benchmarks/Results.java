package io.github.jotguard.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The results of JMH, by row. The fastest iteration counts, and processor time in place of time on the wall, because
 * other work on the machine only ever slows an iteration down. Iterations are many and short: a tenth of a second is
 * often undisturbed where a whole second is not. A row that was measured in several rounds is as fast as in its fastest
 * round.
 */
final class Results {

    private final Map<String, Row> rows = new LinkedHashMap<>();

    /**
     * One row.
     *
     * @param nanos of processor time for one operation, in the fastest iteration
     * @param wallPerSecond operations in a second on the wall, in the fastest iteration
     * @param error the error of the mean of the iterations on the wall, in percent of it
     * @param bytes allocated for each operation
     */
    record Row(double nanos, double wallPerSecond, double error, double bytes) {

        /** The best of both, in other JVMs, and the larger error. */
        Row better(Row again) {
            return new Row(
                    Math.min(nanos, again.nanos),
                    Math.max(wallPerSecond, again.wallPerSecond),
                    Math.max(error, again.error),
                    Math.min(bytes, again.bytes));
        }

        /** Of processor time. */
        double micros() {
            return nanos / 1_000;
        }

        /** Returns the operations in a second of processor time. */
        double perSecond() {
            return 1_000_000_000 / nanos;
        }
    }

    static Results read(Path... files) throws IOException {
        Results results = new Results();
        for (Path file : files) {
            for (JsonNode result : new ObjectMapper().readTree(file.toFile())) {
                results.add(result);
            }
        }
        return results;
    }

    private void add(JsonNode result) {
        String[] method = result.path("benchmark").asText().split("\\.", -1);
        String group = method[method.length - 2].replace("Benchmark", "");
        JsonNode score = result.path("primaryMetric");
        double fastest = iterations(score).max().orElseThrow();
        double nanos = iterations(result.path("secondaryMetrics").path(CpuTimeProfiler.METRIC))
                .min()
                .orElseThrow();
        double error = score.path("scoreError").asDouble() / score.path("score").asDouble() * 100;
        double bytes = result.path("secondaryMetrics")
                .path("gc.alloc.rate.norm")
                .path("score")
                .asDouble();
        rows.merge(
                key(group, result.path("params").path("row").asText()),
                new Row(nanos, fastest, error, bytes),
                Row::better);
    }

    private static DoubleStream iterations(JsonNode metric) {
        return StreamSupport.stream(metric.path("rawData").spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .mapToDouble(JsonNode::asDouble);
    }

    private static String key(String group, String row) {
        return group + " " + row;
    }

    Map<String, Row> rows() {
        return rows;
    }

    Row row(String group, String row) {
        Row found = rows.get(key(group, row));
        if (found == null) {
            throw new IllegalArgumentException("not measured: " + key(group, row));
        }
        return found;
    }

    Row firstSight(String algorithm, String contender) {
        return row("FirstSight", algorithm + "/" + contender);
    }

    Row bare(String algorithm, String engine) {
        return row("BareLimit", algorithm + "/" + engine + "/reused");
    }

    /** The fastest of the libraries that are not ours. */
    Map.Entry<String, Row> bestPeer(String algorithm) {
        return peers(algorithm)
                .max(Map.Entry.comparingByValue((a, b) -> Double.compare(a.perSecond(), b.perSecond())))
                .orElseThrow(() -> new IllegalArgumentException("not measured: any peer with " + algorithm));
    }

    /** By name of the library. */
    Stream<Map.Entry<String, Row>> peers(String algorithm) {
        String prefix = "FirstSight " + algorithm + "/";
        return rows.entrySet().stream()
                .filter(row -> row.getKey().startsWith(prefix) && !row.getKey().contains(Contenders.OURS))
                .map(row -> Map.entry(row.getKey().substring(prefix.length()), row.getValue()));
    }
}
