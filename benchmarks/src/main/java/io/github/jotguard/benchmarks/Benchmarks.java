package io.github.jotguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs everything in one go and prints the table of goals: {@code EdDSA}, {@code ES256}, {@code RS256}, {@code HS256}, {@code hit},
 * {@code rejected}, {@code filter}, {@code threads}, {@code dpop}, {@code memory}, or those of them that are named; {@code quick} for a short look that proves nothing.
 */
public final class Benchmarks {

    private static final List<String> GROUPS =
            List.of("EdDSA", "ES256", "RS256", "HS256", "hit", "rejected", "filter", "threads", "dpop", "memory");
    private static final String QUICK = "quick";
    private static final Path DIRECTORY = Path.of("target", "benchmarks");

    /** Every row is measured this often, minutes apart and in another JVM: what slows one of them seldom slows all. */
    private static final int ROUNDS = 3;

    private final boolean isQuick;
    private final List<Path> files = new ArrayList<>();

    private Benchmarks(boolean isQuick) {
        this.isQuick = isQuick;
    }

    public static void main(String... arguments) throws Exception {
        List<String> named = List.of(arguments);
        List<String> unknown = named.stream()
                .filter(name -> !GROUPS.contains(name) && !name.equals(QUICK))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no group " + unknown + ", only " + GROUPS + " and " + QUICK);
        }
        List<String> groups = GROUPS.stream()
                .filter(group -> named.stream().noneMatch(GROUPS::contains) || named.contains(group))
                .toList();
        Files.createDirectories(DIRECTORY);
        CorrectnessCheck.run();
        new Benchmarks(named.contains(QUICK)).run(groups);
    }

    private void run(List<String> groups) throws IOException, InterruptedException, RunnerException {
        Instant begun = Instant.now();
        for (int round = 1; round <= (isQuick ? 1 : ROUNDS); round++) {
            for (String group : groups) {
                group(group, round);
            }
        }
        int version = Runtime.version().feature();
        Results results = Results.read(files.toArray(Path[]::new));
        List<String> report = new ArrayList<>(List.of(heading(begun), ""));
        report.addAll(Report.goals(Goals.of(results, version)));
        if (groups.contains("threads")) {
            report.addAll(ThreadProbe.run());
        }
        if (groups.contains("dpop")) {
            report.addAll(ProofProbe.run());
        }
        if (groups.contains("memory")) {
            report.addAll(Report.memory(MemoryProbe.run()));
        }
        report.addAll(Report.rows(results));
        report.forEach(System.out::println);
        Files.write(DIRECTORY.resolve("table-" + version + ".md"), report);
    }

    private void group(String group, int round) throws RunnerException {
        switch (group) {
            case "hit" -> measure(SeenBeforeBenchmark.class, group, round, "floor", "tail", "string", "sha256", "hit");
            case "rejected" ->
                measure(RejectedTokenBenchmark.class, group, round, "base64", "algorithm", "issuer", "oversized");
            case "filter" -> {
                measure(ServletFilterBenchmark.class, group, round, ServletFilterBenchmark.ROWS);
                measure(WebFilterBenchmark.class, group, round, WebFilterBenchmark.ROWS);
            }
            case "threads", "dpop", "memory" -> {
                // probes, which run last
            }
            default -> algorithm(group, round);
        }
    }

    private void algorithm(String algorithm, int round) throws RunnerException {
        String[] contenders = Contenders.of(algorithm).stream()
                .map(name -> algorithm + "/" + name)
                .toArray(String[]::new);
        Stream<String> reused =
                Contenders.engines(algorithm).stream().map(engine -> algorithm + "/" + engine + "/reused");
        String[] limits =
                Stream.concat(reused, Stream.of(algorithm + "/JDK/fresh")).toArray(String[]::new);
        measure(BareLimitBenchmark.class, algorithm, round, limits);
        measure(FirstSightBenchmark.class, algorithm, round, contenders);
    }

    private void measure(Class<?> benchmark, String group, int round, String... rows) throws RunnerException {
        Path file = DIRECTORY.resolve(String.format(
                Locale.ROOT,
                "%d-%s-%s-round-%d.json",
                Runtime.version().feature(),
                group,
                benchmark.getSimpleName(),
                round));
        boolean isSlow = group.equals("EdDSA") || group.equals("ES256");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + benchmark.getSimpleName() + "\\.")
                .param("row", rows)
                .mode(Mode.Throughput)
                .forks(1)
                .jvmArgsAppend("-D" + WarmUp.SECONDS + "=" + (isQuick ? 1 : isSlow ? 4 : 3))
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(isQuick ? 10 : 30)
                .measurementTime(TimeValue.milliseconds(100))
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseG1GC")
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(file.toString());
        new Runner(options.build()).run();
        files.add(file);
    }

    private static String heading(Instant begun) throws IOException {
        Path load = Path.of("/proc/loadavg");
        return String.format(
                Locale.ROOT,
                "%s %s, %s %s, %d processors, begun %s, load at the end %s",
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                begun.truncatedTo(ChronoUnit.SECONDS),
                Files.exists(load) ? Files.readString(load).strip() : "unknown");
    }
}
