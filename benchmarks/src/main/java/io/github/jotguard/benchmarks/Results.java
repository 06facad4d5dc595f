package io.github.jotguard.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What JMH wrote down, by row; the fastest iteration counts, because whatever else the machine does only ever slows one down. */
final class Results {

    private final Map<String, Row> rows = new LinkedHashMap<>();

    /**
     * One row.
     *
     * @param perSecond operations of all threads together, in the fastest iteration
     * @param error the error of the mean of the iterations, in percent of it
     * @param bytes allocated for each operation
     */
    record Row(double perSecond, double error, double bytes) {

        /** Of one thread. */
        double micros() {
            return 1_000_000 / perSecond;
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
        double fastest = 0;
        for (JsonNode fork : score.path("rawData")) {
            for (JsonNode iteration : fork) {
                fastest = Math.max(fastest, iteration.asDouble());
            }
        }
        double error = score.path("scoreError").asDouble() / score.path("score").asDouble() * 100;
        double bytes = result.path("secondaryMetrics")
                .path("gc.alloc.rate.norm")
                .path("score")
                .asDouble();
        int threads = result.path("threads").asInt();
        rows.put(key(group, result.path("params").path("row").asText(), threads), new Row(fastest, error, bytes));
    }

    private static String key(String group, String row, int threads) {
        return group + " " + row + (threads == 1 ? "" : " with " + threads + " threads");
    }

    Map<String, Row> rows() {
        return rows;
    }

    boolean has(String group, String row, int threads) {
        return rows.containsKey(key(group, row, threads));
    }

    Row row(String group, String row, int threads) {
        Row found = rows.get(key(group, row, threads));
        if (found == null) {
            throw new IllegalArgumentException("not measured: " + key(group, row, threads));
        }
        return found;
    }

    Row firstSight(String algorithm, String contender) {
        return row("FirstSight", algorithm + "/" + contender, 1);
    }

    Row bare(String algorithm, String engine) {
        return row("BareLimit", algorithm + "/" + engine + "/reused", 1);
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
                .filter(row -> row.getKey().startsWith(prefix)
                        && !row.getKey().contains(Contenders.OURS)
                        && !row.getKey().contains("threads"))
                .map(row -> Map.entry(row.getKey().substring(prefix.length()), row.getValue()));
    }
}
