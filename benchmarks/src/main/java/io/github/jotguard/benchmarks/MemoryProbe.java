package io.github.jotguard.benchmarks;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.testing.TestKey;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures the heap that the cache takes: filled with as many good tokens as its size, and after a million distinct
 * ones. Runs in a JVM of its own, which also dumps its heap, so that this JVM can search it for tokens.
 */
public final class MemoryProbe {

    private static final int MILLION = 1_000_000;
    private static final int TOKENS = 10_000;
    private static final int SAMPLE = 5_000;

    private MemoryProbe() {}

    /** The measured values. */
    record Result(long bytesPerToken, long tokens, long heapRise, boolean isTokenTextInHeap) {}

    static Result run() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("jotguard");
        Path dump = directory.resolve("heap.hprof");
        Path figures = directory.resolve("figures");
        try {
            ProbeProcess.run("-Xmx768m", MemoryProbe.class, dump.toString(), figures.toString());
            List<String> lines = Files.readAllLines(figures);
            return new Result(
                    Long.parseLong(lines.get(0)),
                    Long.parseLong(lines.get(1)),
                    Long.parseLong(lines.get(2)),
                    HeapDump.hasTokenText(dump));
        } finally {
            for (File file : List.of(dump.toFile(), figures.toFile(), directory.toFile())) {
                Files.deleteIfExists(file.toPath());
            }
        }
    }

    /** In the JVM that is looked at: where to write the heap, where the figures. */
    public static void main(String... files) throws IOException {
        TestKey key = Workload.of("HS256").key();
        JwtVerifier warm = Jotguard.withCache(Workload.of("HS256"), TOKENS).verifier();
        verify(warm, key, 0, SAMPLE);
        JwtVerifier unbounded =
                Jotguard.withCache(Workload.of("HS256"), MILLION).verifier();
        verify(unbounded, key, 0, 1);
        long empty = usedHeap();
        verify(unbounded, key, 1, SAMPLE);
        long bytesPerToken = (usedHeap() - empty) / SAMPLE;
        if (unbounded.status().tokenCache().tokens() != SAMPLE + 1) {
            throw new IllegalStateException("not all tokens are held");
        }
        JwtVerifier verifier = Jotguard.withCache(Workload.of("HS256"), TOKENS).verifier();
        verify(verifier, key, 0, 1);
        long before = usedHeap();
        verify(verifier, key, 1, MILLION);
        long rise = usedHeap() - before;
        long tokens = verifier.status().tokenCache().tokens();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(files[0], true);
        Files.write(Path.of(files[1]), List.of("" + bytesPerToken, "" + tokens, "" + rise));
        System.out.printf(
                "memory: %d bytes for each token; after %,d tokens %d are held in %,d bytes%n",
                bytesPerToken, MILLION, tokens, rise);
    }

    private static void verify(JwtVerifier verifier, TestKey key, int from, int count) {
        for (int user = from; user < from + count; user++) {
            verifier.verify(Workload.token(key, "HS256", user));
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
