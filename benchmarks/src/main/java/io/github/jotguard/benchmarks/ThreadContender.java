package io.github.jotguard.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The contenders of {@link ThreadProbe}. */
enum ThreadContender {
    /** Arithmetic without memory: what the machine gives to two threads. */
    ARITHMETIC("arithmetic alone"),
    /** The bare verification of the JDK, with a reused engine for each thread. */
    SIGNATURE("bare signature"),
    /** One verifier for both threads, without its cache. */
    FIRST_SIGHT("Jotguard, first sight"),
    /** One verifier for both threads, with the token in its cache. */
    CACHE_HIT("Jotguard, cache hit");

    private static final int THREADS = 2;
    private static final int STEPS = 20_000;

    private final String title;

    ThreadContender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** One operation of one thread. */
    interface Work {
        Object once() throws Exception;
    }

    /** Returns the work of each thread. */
    static Map<ThreadContender, List<Work>> all(String algorithm) throws Exception {
        Workload workload = Workload.of(algorithm);
        Jotguard uncached = Jotguard.withoutCache(workload, "JDK");
        Jotguard cached = Jotguard.withCache(workload, 10_000);
        Map<ThreadContender, List<Work>> all = new EnumMap<>(ThreadContender.class);
        for (int thread = 0; thread < THREADS; thread++) {
            add(ARITHMETIC, ThreadContender::arithmetic, all);
            BareLimitBenchmark bare = new BareLimitBenchmark();
            bare.row = algorithm + "/JDK/reused";
            bare.prepare();
            add(SIGNATURE, bare::verify, all);
            add(FIRST_SIGHT, new Tokens(workload, uncached), all);
            add(CACHE_HIT, new Tokens(workload, cached), all);
        }
        return all;
    }

    private static void add(ThreadContender contender, Work work, Map<ThreadContender, List<Work>> all) {
        all.computeIfAbsent(contender, first -> new ArrayList<>()).add(work);
    }

    private static Object arithmetic() {
        long value = System.nanoTime();
        for (int i = 0; i < STEPS; i++) {
            value ^= value << 13;
            value ^= value >>> 7;
            value ^= value << 17;
        }
        return value;
    }

    /** The tokens of a workload, one after the other. */
    private static final class Tokens implements Work {

        private final List<String> tokens;
        private final Jotguard jotguard;
        private int next;

        Tokens(Workload workload, Jotguard jotguard) {
            this.tokens = workload.tokens();
            this.jotguard = jotguard;
        }

        @Override
        public Object once() {
            return jotguard.verify(tokens.get(next++ % tokens.size()));
        }
    }
}
