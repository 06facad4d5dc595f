package io.github.jotguard.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures the processor time of an operation in the threads that run it. Other work on the machine affects it
 * less than time on the wall. Threads of the garbage collector and the compiler are not included.
 */
public final class CpuTimeProfiler implements InternalProfiler {

    static final String METRIC = "cpu";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Map<Long, Long> before = Map.of();

    @Override
    public String getDescription() {
        return "processor time of the benchmark's own threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = times();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long nanos = 0;
        for (Map.Entry<Long, Long> worker : times().entrySet()) {
            nanos += worker.getValue() - before.getOrDefault(worker.getKey(), 0L);
        }
        double perOperation = (double) nanos / result.getMetadata().getAllOps();
        return List.of(new ScalarResult(METRIC, perOperation, "ns/op", AggregationPolicy.AVG));
    }

    /** The filter of WebFlux verifies on threads of its own. */
    private static boolean isOfBenchmark(String thread) {
        return thread.contains("jmh-worker") || thread.startsWith("jotguard-verify");
    }

    private Map<Long, Long> times() {
        long[] ids = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && isOfBenchmark(thread.getThreadName()))
                .mapToLong(java.lang.management.ThreadInfo::getThreadId)
                .toArray();
        long[] nanos = threads.getThreadCpuTime(ids);
        Map<Long, Long> times = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            times.put(ids[i], nanos[i]);
        }
        return times;
    }
}
