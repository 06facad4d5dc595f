package io.github.jotguard.benchmarks;

import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The cost of {@link BearerTokenFilter} alone: no network, no container, and an application that reads the name of the caller. The container's
 * work is not in it; the request's map of attributes is. Tokens are signed with ES256; expired and forged ones with RS256, whose bare
 * verification is quick enough to see a few µs beside it.
 */
@State(Scope.Benchmark)
public class ServletFilterBenchmark {

    static final String SEEN_BEFORE = "seen-before";
    static final String SEEN_BEFORE_1000 = "seen-before/1000-exclusions";
    static final String SEEN_BEFORE_1000_SCOPES = "seen-before/1000-scopes";
    static final String EXCLUDED_1000 = "excluded/1000-exclusions";
    static final String NO_TOKEN = "no-token";
    static final String MALFORMED = "malformed-header";
    static final String FOREIGN = "foreign-issuer";
    static final String EXPIRED = "expired";
    static final String FORGED = "forged";
    /** The bare verification of a signature of RS256 by the JDK. */
    static final String SIGNATURE = "signature";
    /** The synthetic request and the application without a filter. */
    static final String UNFILTERED = "unfiltered";

    static final String[] ROWS = {
        UNFILTERED,
        SEEN_BEFORE,
        SEEN_BEFORE_1000,
        SEEN_BEFORE_1000_SCOPES,
        EXCLUDED_1000,
        NO_TOKEN,
        MALFORMED,
        FOREIGN,
        SIGNATURE,
        EXPIRED,
        FORGED
    };

    /** The kind of request. */
    @Param({
        UNFILTERED,
        SEEN_BEFORE,
        SEEN_BEFORE_1000,
        SEEN_BEFORE_1000_SCOPES,
        EXCLUDED_1000,
        NO_TOKEN,
        MALFORMED,
        FOREIGN,
        SIGNATURE,
        EXPIRED,
        FORGED
    })
    public String row = "";

    private static final int PATHS = 1_000;
    static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final String BEARER = "Bearer ";

    private final SyntheticResponse response = new SyntheticResponse();
    private Operation operation = () -> "";
    private @Nullable String caller;
    private int next;

    private interface Operation {
        Object once() throws Exception;
    }

    @Setup
    public void prepare() throws Exception {
        boolean costsSignature = List.of(SIGNATURE, EXPIRED, FORGED).contains(row);
        Workload workload = Workload.of(costsSignature ? "RS256" : "ES256");
        if (row.equals(SIGNATURE)) {
            operation = bareSignature(workload);
        } else {
            operation = request(workload);
            checkStatus();
        }
        WarmUp.run(i -> operation.once());
    }

    private static Operation bareSignature(Workload workload) throws GeneralSecurityException {
        byte[] signedText = workload.tokens().get(0).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = workload.key().sign(signedText);
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(workload.key().publicKey());
        return () -> {
            verifier.update(signedText);
            return verifier.verify(signature);
        };
    }

    private Operation request(Workload workload) {
        FilterChain application = (sent, unused) -> caller = ((HttpServletRequest) sent).getRemoteUser();
        SyntheticRequest request = new SyntheticRequest(path(row));
        @Nullable String[] headers = headers(row, workload);
        if (row.equals(UNFILTERED)) {
            return () -> {
                application.doFilter(request.next(headers[next++ % headers.length]), response.next());
                return response;
            };
        }
        BearerTokenFilter filter = filter(workload);
        return () -> {
            filter.doFilter(request.next(headers[next++ % headers.length]), response.next(), application);
            return response;
        };
    }

    private BearerTokenFilter filter(Workload workload) {
        BearerTokenFilter.Builder builder =
                BearerTokenFilter.builder(Jotguard.withCache(workload, 10_000).verifier());
        if (hasExclusions(row)) {
            builder.exclude(paths());
        }
        if (row.equals(SEEN_BEFORE_1000_SCOPES)) {
            for (String path : paths()) {
                builder.requireScopeAt(path, "staff");
            }
        }
        return builder.build();
    }

    static String path(String row) {
        return row.equals(EXCLUDED_1000) ? "/static/tree-999/logo.png" : "/api/orders/42";
    }

    static boolean hasExclusions(String row) {
        return List.of(SEEN_BEFORE_1000, EXCLUDED_1000).contains(row);
    }

    /** Paths with and without all below, half and half. */
    static String[] paths() {
        return IntStream.range(0, PATHS)
                .mapToObj(i -> i % 2 == 0 ? "/static/page-" + i : "/static/tree-" + i + "/*")
                .toArray(String[]::new);
    }

    /** Returns the values of {@code Authorization}, one after the other. */
    static @Nullable String[] headers(String row, Workload workload) {
        Map<String, String> bad = workload.badTokens();
        return switch (row) {
            case NO_TOKEN, EXCLUDED_1000, UNFILTERED -> new @Nullable String[] {null};
            case MALFORMED -> new String[] {BEARER + workload.tokens().get(0) + "\""};
            case FOREIGN -> new String[] {BEARER + bad.get("wrong issuer")};
            case EXPIRED -> new String[] {BEARER + bad.get("expired")};
            case FORGED -> // of another key, half of the signatures of RSA are above the modulus, which is seen at once
                new String[] {BEARER + bad.get("payload changed")};
            default -> workload.tokens().stream().map(BEARER::concat).toArray(String[]::new);
        };
    }

    static int expectedStatus(String row) {
        return switch (row) {
            case MALFORMED -> BAD_REQUEST;
            case NO_TOKEN, FOREIGN, EXPIRED, FORGED -> UNAUTHORIZED;
            default -> OK;
        };
    }

    private void checkStatus() throws Exception {
        int expected = expectedStatus(row);
        for (int i = 0; i < Workload.TOKENS; i++) {
            operation.once();
            boolean isChallenged = response.challenge() != null;
            if (response.getStatus() != expected || isChallenged != (expected != OK)) {
                throw new IllegalStateException("The response has status " + response.getStatus());
            }
        }
        if (row.startsWith(SEEN_BEFORE) && caller == null) {
            throw new IllegalStateException("The application does not see the caller");
        }
    }

    @Benchmark
    public Object filter() throws Exception {
        return operation.once();
    }
}
