package io.github.jotguard.benchmarks;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.testing.CompactJws;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the cost of tokens that are rejected before any signature is verified, with the cache on. Strangers can send
 * any number of them.
 */
@State(Scope.Benchmark)
public class RejectedTokenBenchmark {

    /** The defect of the token. */
    @Param({"base64", "algorithm", "issuer", "oversized"})
    public String row = "";

    private @Nullable JwtVerifier verifier;
    private String token = "";

    @Setup
    public void prepare() {
        Workload workload = Workload.of("ES256");
        verifier = Jotguard.withCache(workload, 10_000).verifier();
        requireNonNull(verifier).verify(workload.tokens().get(0));
        CompactJws good = CompactJws.parse(workload.tokens().get(0));
        token = switch (row) {
            case "base64" ->
                good.payloadPart(middleReplaced(good.payloadPart())).toString();
            case "algorithm" -> requireNonNull(workload.badTokens().get("alg none"));
            case "issuer" -> requireNonNull(workload.badTokens().get("wrong issuer"));
            case "oversized" -> good.payloadPart(good.payloadPart().repeat(30)).toString();
            default -> throw new IllegalArgumentException(row);
        };
        RejectionReason expected =
                switch (row) {
                    case "base64" -> RejectionReason.MALFORMED;
                    case "algorithm" -> RejectionReason.ALGORITHM_NOT_ALLOWED;
                    case "issuer" -> RejectionReason.WRONG_ISSUER;
                    default -> RejectionReason.TOO_LARGE;
                };
        if (reject() != expected) {
            throw new IllegalStateException("rejected for another reason");
        }
        WarmUp.run(i -> reject());
    }

    private static String middleReplaced(String part) {
        int middle = part.length() / 2;
        return part.substring(0, middle) + "*" + part.substring(middle + 1);
    }

    @Benchmark
    public RejectionReason reject() {
        try {
            requireNonNull(verifier).verify(token);
            throw new IllegalStateException("accepted");
        } catch (JwtRejectedException rejected) {
            return rejected.reason();
        }
    }
}
