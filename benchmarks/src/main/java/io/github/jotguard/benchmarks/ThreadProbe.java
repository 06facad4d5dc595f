package io.github.jotguard.benchmarks;

import io.github.jotguard.benchmarks.ThreadContender.Work;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how much more two threads do than one. Each algorithm has a JVM of its own. The contenders run there in turn, for
 * {@value #BLOCK_MILLIS} ms with one thread and with two, and the ratio is taken block by block, so that both are the same compiled code on
 * the same machine. A loop without memory shows what the machine gives to two threads.
 */
public final class ThreadProbe {

    private static final int WARM_UP_BLOCKS = 20;
    private static final int BLOCKS = 60;
    private static final int BLOCK_MILLIS = 100;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Map<ThreadContender, List<Ratio>> ratios = new EnumMap<>(ThreadContender.class);

    /**
     * A block of two threads beside one of a single thread.
     *
     * @param more operations of both for one of the one, on the wall
     * @param alone µs of processor time for an operation with one thread
     * @param together µs of processor time for an operation with two threads
     */
    private record Ratio(double more, double alone, double together) {}

    /** The work of one thread in a block. */
    private record Done(long operations, long wallNanos, long processorNanos) {

        double perNano() {
            return (double) operations / wallNanos;
        }
    }

    private ThreadProbe() {}

    /** Measures the algorithms one after the other and returns the lines of a table in Markdown. */
    static List<String> run() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                "| two threads | | of one (quartiles) | µs of processor time, one thread | two threads |",
                "|---|---|---|---|---|"));
        Path figures = Files.createTempFile("jotguard", ".md");
        try {
            for (String algorithm : Contenders.ALGORITHMS) {
                ProbeProcess.run("-Xmx1g", ThreadProbe.class, algorithm, figures.toString());
                lines.addAll(Files.readAllLines(figures));
            }
        } finally {
            Files.delete(figures);
        }
        lines.add("");
        return lines;
    }

    /** In the JVM that measures: the algorithm, and the file for the figures. */
    public static void main(String... arguments) throws Exception {
        ThreadProbe probe = new ThreadProbe();
        try {
            probe.measure(ThreadContender.all(arguments[0]));
        } finally {
            probe.workers.shutdownNow();
        }
        Files.write(Path.of(arguments[1]), probe.lines(arguments[0]));
    }

    private void measure(Map<ThreadContender, List<Work>> contenders) throws Exception {
        List<ThreadContender> order = new ArrayList<>(contenders.keySet());
        for (int block = 0; block < WARM_UP_BLOCKS + BLOCKS; block++) {
            for (ThreadContender contender : order) {
                List<Work> work = contenders.getOrDefault(contender, List.of());
                Ratio ratio = block % 2 == 0 ? ratio(together(work.subList(0, 1)), together(work)) : reversed(work);
                if (block >= WARM_UP_BLOCKS) {
                    ratios.computeIfAbsent(contender, first -> new ArrayList<>())
                            .add(ratio);
                }
            }
            Collections.rotate(order, 1);
        }
    }

    private Ratio reversed(List<Work> work) throws Exception {
        List<Done> both = together(work);
        return ratio(together(work.subList(0, 1)), both);
    }

    private static Ratio ratio(List<Done> one, List<Done> two) {
        return new Ratio(
                two.stream().mapToDouble(Done::perNano).sum() / one.get(0).perNano(),
                processorMicros(one),
                processorMicros(two));
    }

    private static double processorMicros(List<Done> done) {
        return done.stream().mapToLong(Done::processorNanos).sum()
                / 1e3
                / done.stream().mapToLong(Done::operations).sum();
    }

    /** Runs the work of each thread at the same time. */
    private List<Done> together(List<Work> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(work.size());
        List<Future<Done>> running = new ArrayList<>();
        for (Work one : work) {
            running.add(workers.submit(() -> {
                start.await();
                return block(one);
            }));
        }
        List<Done> done = new ArrayList<>();
        for (Future<Done> one : running) {
            done.add(one.get());
        }
        return done;
    }

    private Done block(Work work) throws Exception {
        long processor = threads.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        long operations = 0;
        long now = begun;
        while (now - begun < BLOCK_MILLIS * 1_000_000L) {
            work.once();
            operations++;
            now = System.nanoTime();
        }
        return new Done(operations, now - begun, threads.getCurrentThreadCpuTime() - processor);
    }

    private List<String> lines(String algorithm) {
        List<String> lines = new ArrayList<>();
        ratios.forEach((contender, figures) -> lines.add(String.format(
                Locale.ROOT,
                "| %s | %s | **%.2f** (%.2f to %.2f) | %.2f | %.2f |",
                algorithm,
                contender.title(),
                quantile(figures.stream().map(Ratio::more).toList(), 2),
                quantile(figures.stream().map(Ratio::more).toList(), 1),
                quantile(figures.stream().map(Ratio::more).toList(), 3),
                quantile(figures.stream().map(Ratio::alone).toList(), 2),
                quantile(figures.stream().map(Ratio::together).toList(), 2))));
        return lines;
    }

    private static double quantile(List<Double> figures, int quarter) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() * quarter / 4);
    }
}
