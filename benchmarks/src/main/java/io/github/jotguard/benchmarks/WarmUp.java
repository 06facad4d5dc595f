package io.github.jotguard.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Does the work until this thread has had some seconds of processor time for it: on a machine that does other work too, seconds on the wall
 * may be next to nothing for the compilers.
 */
final class WarmUp {

    /** The system property that says how many. */
    static final String SECONDS = "jotguard.warmUp";

    private static final long NANOS = Long.getLong(SECONDS, 3) * 1_000_000_000;
    private static final int STEP = 200;

    private WarmUp() {}

    interface Work {
        Object once(int i) throws Exception;
    }

    static void run(Work work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        try {
            for (int i = 0; threads.getCurrentThreadCpuTime() - begun < NANOS; i += STEP) {
                for (int j = i; j < i + STEP; j++) {
                    Blackhole.consumeCPU(work.once(j).hashCode() & 1);
                }
            }
        } catch (Exception rejected) {
            throw new IllegalStateException(rejected);
        }
    }
}
