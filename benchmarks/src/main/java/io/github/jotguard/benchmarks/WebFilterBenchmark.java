package io.github.jotguard.benchmarks;

import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.reactive.BearerTokenWebFilter;
import io.github.jotguard.spring.reactive.ExcludedPaths;
import io.github.jotguard.spring.reactive.ReactiveRejections;
import io.github.jotguard.spring.reactive.VerificationSchedulers;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.RequiredScopes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.WebFilterChain;

/**
 * The cost of {@link BearerTokenWebFilter} alone, as {@link ServletFilterBenchmark} measures that of the servlet filter: no network, no server,
 * and an application that reads the name of the caller. A thread that waits for the verifying one stands for the event loop.
 */
@State(Scope.Benchmark)
public class WebFilterBenchmark {

    static final String[] ROWS = {
        ServletFilterBenchmark.UNFILTERED,
        ServletFilterBenchmark.SEEN_BEFORE,
        ServletFilterBenchmark.SEEN_BEFORE_1000,
        ServletFilterBenchmark.SEEN_BEFORE_1000_SCOPES,
        ServletFilterBenchmark.EXCLUDED_1000,
        ServletFilterBenchmark.NO_TOKEN,
        ServletFilterBenchmark.MALFORMED,
        ServletFilterBenchmark.FOREIGN
    };

    /** The kind of request. */
    @Param({
        ServletFilterBenchmark.UNFILTERED,
        ServletFilterBenchmark.SEEN_BEFORE,
        ServletFilterBenchmark.SEEN_BEFORE_1000,
        ServletFilterBenchmark.SEEN_BEFORE_1000_SCOPES,
        ServletFilterBenchmark.EXCLUDED_1000,
        ServletFilterBenchmark.NO_TOKEN,
        ServletFilterBenchmark.MALFORMED,
        ServletFilterBenchmark.FOREIGN
    })
    public String row = "";

    private Operation operation = () -> "";
    private @Nullable String caller;
    private int next;

    private interface Operation {
        Object once();
    }

    @Setup
    public void prepare() {
        SyntheticExchange exchange = new SyntheticExchange(ServletFilterBenchmark.path(row));
        operation = request(exchange, Workload.of("ES256"));
        checkStatus(exchange);
        WarmUp.run(i -> operation.once());
    }

    private Operation request(SyntheticExchange exchange, Workload workload) {
        @Nullable String[] headers = ServletFilterBenchmark.headers(row, workload);
        WebFilterChain application = passed ->
                passed.getPrincipal().doOnNext(user -> caller = user.getName()).then();
        if (row.equals(ServletFilterBenchmark.UNFILTERED)) {
            return () -> exchange.next(headers[next++ % headers.length]);
        }
        BearerTokenWebFilter filter = filter(workload);
        return () -> {
            filter.filter(exchange.next(headers[next++ % headers.length]), application)
                    .block();
            return exchange;
        };
    }

    private BearerTokenWebFilter filter(Workload workload) {
        Map<String, Object> settings = new HashMap<>();
        if (ServletFilterBenchmark.hasExclusions(row)) {
            settings.put("jotguard.exclude", String.join(",", ServletFilterBenchmark.paths()));
        }
        if (row.equals(ServletFilterBenchmark.SEEN_BEFORE_1000_SCOPES)) {
            for (String path : ServletFilterBenchmark.paths()) {
                settings.put("jotguard.require-scope-at[" + path + "]", "staff");
            }
        }
        JotguardProperties properties = new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("jotguard", JotguardProperties.class);
        return new BearerTokenWebFilter(
                BoundTokenVerifier.of(
                        Jotguard.withCache(workload, 10_000).verifier(), DpopSettings.of(DpopMode.REJECT)),
                VerificationSchedulers.outnumbering(properties.refresh()),
                ExcludedPaths.excluded(properties),
                ExcludedPaths.optional(properties),
                RequiredScopes.of(properties),
                new ReactiveRejections(new ReactiveProblems("api"), List::of, List::of),
                0);
    }

    private void checkStatus(SyntheticExchange exchange) {
        int expected = ServletFilterBenchmark.expectedStatus(row);
        for (int i = 0; i < Workload.TOKENS; i++) {
            operation.once();
            int status = Objects.requireNonNull(exchange.getResponse().getStatusCode())
                    .value();
            boolean isChallenged = exchange.getResponse().getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE) != null;
            if (status != expected || isChallenged != (expected != ServletFilterBenchmark.OK)) {
                throw new IllegalStateException("The response has status " + status);
            }
        }
        if (row.startsWith(ServletFilterBenchmark.SEEN_BEFORE) && caller == null) {
            throw new IllegalStateException("The application does not see the caller");
        }
    }

    @Benchmark
    public Object filter() {
        return operation.once();
    }
}
