package io.github.jotguard.benchmarks;

import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the cost that a DPoP proof adds to a request whose token is cached. Each algorithm has a JVM of its own. The
 * contenders verify the same proofs there in turn, a block at a time, and the differences are taken block by block. Rows
 * that were measured in several JVMs differed by more than the cost in question, because each JVM compiles the signature
 * anew.
 */
public final class ProofProbe {

    static final List<String> ALGORITHMS = List.of("EdDSA", "ES256", "RS256");

    private static final String URI = "https://api.example.com/me";
    private static final int WARM_UP_BLOCKS = 60;
    private static final int BLOCKS = 120;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<ProofContender, List<Double>> micros = new EnumMap<>(ProofContender.class);
    private final Map<ProofContender, List<Double>> bytes = new EnumMap<>(ProofContender.class);
    private final TestDpopKey key;
    private final String token;
    private final Map<ProofContender, ProofContender.Check> checks;
    private final int blockSize;

    private ProofProbe(String algorithm) throws Exception {
        TestKey signer = TestKey.generate(algorithm);
        key = TestDpopKey.of(signer);
        try (TestIssuer issuer = TestIssuer.start()) {
            token = issuer.token(t -> t.boundTo(key));
            checks = ProofContender.all(signer, issuer, token);
        }
        blockSize = algorithm.equals("RS256") ? 200 : 50;
    }

    /** Measures the algorithms one after the other and returns the lines of a table in Markdown. */
    static List<String> run() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                "| a DPoP proof | | µs of processor time (quartiles) | above the signature | bytes |",
                "|---|---|---|---|---|"));
        Path figures = Files.createTempFile("jotguard", ".md");
        try {
            for (String algorithm : ALGORITHMS) {
                ProbeProcess.run("-Xmx1g", ProofProbe.class, algorithm, figures.toString());
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
        ProofProbe probe = new ProofProbe(arguments[0]);
        probe.measure();
        Files.write(Path.of(arguments[1]), probe.lines(arguments[0]));
    }

    private void measure() throws Exception {
        List<ProofContender> order = new ArrayList<>(checks.keySet());
        for (int block = 0; block < WARM_UP_BLOCKS + BLOCKS; block++) {
            List<String> proofs = proofs();
            for (ProofContender contender : order) {
                measure(contender, proofs, block >= WARM_UP_BLOCKS);
            }
            Collections.rotate(order, 1);
        }
    }

    /** Signs a block of proofs, which no contender has seen and none finds too old. */
    private List<String> proofs() {
        List<String> proofs = new ArrayList<>();
        for (int i = 0; i < blockSize; i++) {
            proofs.add(key.proof("GET", URI, token));
        }
        return proofs;
    }

    private void measure(ProofContender contender, List<String> proofs, boolean counts) throws Exception {
        List<ProofContender.Request> requests = new ArrayList<>();
        for (String proof : proofs) {
            requests.add(ProofContender.Request.get(URI, token, proof));
        }
        ProofContender.Check check = requireNonNull(checks.get(contender));
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long begun = threads.getCurrentThreadCpuTime();
        for (ProofContender.Request request : requests) {
            check.accept(request);
        }
        long nanos = threads.getCurrentThreadCpuTime() - begun;
        long garbage = threads.getCurrentThreadAllocatedBytes() - allocated;
        if (counts) {
            micros.computeIfAbsent(contender, c -> new ArrayList<>()).add(nanos / 1_000.0 / blockSize);
            bytes.computeIfAbsent(contender, c -> new ArrayList<>()).add((double) garbage / blockSize);
        }
    }

    private List<String> lines(String algorithm) {
        List<Double> signature = requireNonNull(micros.get(ProofContender.SIGNATURE));
        List<Double> cached = requireNonNull(micros.get(ProofContender.CACHED_TOKEN));
        List<String> lines = new ArrayList<>();
        micros.forEach((contender, figures) -> {
            boolean isProof = contender.verifiesProof();
            List<Double> added = contender == ProofContender.JOTGUARD ? difference(figures, cached) : figures;
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %,.0f |",
                    algorithm,
                    contender.title(),
                    quartiles(added),
                    isProof ? quartiles(difference(added, signature)) : "",
                    quantile(requireNonNull(bytes.get(contender)), 2)));
        });
        return lines;
    }

    private static List<Double> difference(List<Double> figures, List<Double> others) {
        List<Double> difference = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            difference.add(figures.get(i) - others.get(i));
        }
        return difference;
    }

    private static String quartiles(List<Double> figures) {
        return String.format(
                Locale.ROOT,
                "**%.1f** (%.1f to %.1f)",
                quantile(figures, 2),
                quantile(figures, 1),
                quantile(figures, 3));
    }

    private static double quantile(List<Double> figures, int quarter) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() * quarter / 4);
    }
}
