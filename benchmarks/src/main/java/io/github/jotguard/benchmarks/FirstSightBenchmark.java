package io.github.jotguard.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A token that was never seen before: all of the verification. */
@State(Scope.Benchmark)
public class FirstSightBenchmark {

    /** Algorithm and contender. */
    @Param("EdDSA/jotguard-JDK")
    public String row = "";

    private Contender contender = token -> new Identity("", "");
    private String[] tokens = {};

    /** Which token is next, for each thread. */
    @State(Scope.Thread)
    public static class Turn {
        private int next;
    }

    @Setup
    public void prepare() {
        String[] parts = row.split("/", -1);
        Workload workload = Contenders.workload(parts[1], parts[0]);
        contender = Contenders.named(parts[1], workload);
        tokens = workload.tokens().toArray(String[]::new);
        WarmUp.run(i -> contender.verify(tokens[i & Workload.TOKENS - 1]));
    }

    @TearDown
    public void close() throws Exception {
        if (contender instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Benchmark
    public Object verify(Turn turn) throws Exception {
        return contender.verify(tokens[turn.next++ & Workload.TOKENS - 1]);
    }
}
