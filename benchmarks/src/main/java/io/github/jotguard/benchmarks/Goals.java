package io.github.jotguard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The figures to reach, as far as their rows were measured. */
final class Goals {

    private static final double LEVEL = 0.97;

    private final Results results;
    private final int javaVersion;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(Results results, int javaVersion) {
        this.results = results;
        this.javaVersion = javaVersion;
    }

    static List<Goal> of(Results results, int javaVersion) {
        Goals goals = new Goals(results, javaVersion);
        List<Runnable> rows = List.of(
                goals::jdkEngine,
                goals::hs256,
                goals::rs256,
                goals::eddsa,
                goals::es256,
                goals::hit,
                goals::rejected,
                goals::servletFilter,
                goals::servletFilterRejects,
                goals::webFilter);
        for (Runnable row : rows) {
            try {
                row.run();
            } catch (IllegalArgumentException notMeasured) {
                System.out.println("left out: " + notMeasured.getMessage());
            }
        }
        return goals.goals;
    }

    private void jdkEngine() {
        for (String algorithm : List.of("EdDSA", "ES256", "RS256")) {
            double ours = results.firstSight(algorithm, "jotguard-JDK").perSecond();
            String row = "first sight, JDK engine, " + algorithm;
            goals.add(Goal.atLeast(
                    row,
                    "of a bare reused Signature",
                    0.95,
                    ours / results.bare(algorithm, "JDK").perSecond()));
            results.peers(algorithm)
                    .filter(peer -> !(algorithm.equals("EdDSA")
                            && List.of("nimbus", "spring").contains(peer.getKey())))
                    .max((a, b) -> Double.compare(
                            a.getValue().perSecond(), b.getValue().perSecond()))
                    .ifPresent(peer -> goals.add(Goal.atLeast(
                            row,
                            "of the best peer on the JDK engine (" + peer.getKey() + ")",
                            LEVEL,
                            ours / peer.getValue().perSecond())));
        }
    }

    private void hs256() {
        Results.Row ours = results.firstSight("HS256", "jotguard-JDK");
        Results.Row bare = results.bare("HS256", "JDK");
        String row = "first sight, HS256";
        goals.add(overBestPeer(row, "HS256", ours, 1.5));
        goals.add(over(row, "HS256", "nimbus", ours, 7));
        goals.add(over(row, "HS256", "spring", ours, 8));
        goals.add(Goal.atMost(row, "above the bare Mac", 2, ours.micros() - bare.micros(), " µs"));
        goals.add(Goal.atMost(row, "above the bare Mac", 6_144, ours.bytes() - bare.bytes(), " bytes"));
    }

    private void rs256() {
        Results.Row ours = results.firstSight("RS256", "jotguard-JDK");
        goals.add(overBestPeer("first sight, RS256, JDK engine", "RS256", ours, LEVEL));
        goals.add(over("first sight, RS256, JDK engine", "RS256", "nimbus", ours, 1.4));
    }

    private void eddsa() {
        goals.add(over(
                "first sight, EdDSA, Bouncy Castle", "EdDSA", "nimbus", results.firstSight("EdDSA", "jotguard-BC"), 2));
        goals.add(over("first sight, EdDSA, ACCP", "EdDSA", "nimbus", results.firstSight("EdDSA", "jotguard-ACCP"), 4));
    }

    private void es256() {
        boolean isOld = javaVersion < 25;
        goals.add(overBestPeer(
                "first sight, ES256, Bouncy Castle",
                "ES256",
                results.firstSight("ES256", "jotguard-BC"),
                isOld ? 10 : 4.5));
        goals.add(overBestPeer(
                "first sight, ES256, ACCP", "ES256", results.firstSight("ES256", "jotguard-ACCP"), isOld ? 15 : 7));
    }

    private void hit() {
        Results.Row hit = results.row("SeenBefore", "hit");
        goals.add(Goal.atMost("cache hit from a fresh String", "SHA-256 key", 0.75, hit.micros(), " µs"));
        goals.add(overBestPeer("cache hit from a fresh String", "EdDSA", hit, 200));
        goals.add(overBestPeer("cache hit from a fresh String", "ES256", hit, 200));
    }

    private void rejected() {
        for (String fault : List.of("base64", "algorithm", "issuer", "oversized")) {
            Results.Row rejected = results.row("RejectedToken", fault);
            String row = "rejected token, " + fault;
            goals.add(Goal.atMost(row, "time", 2, rejected.micros(), " µs"));
            goals.add(Goal.atMost(row, "garbage", 4_096, rejected.bytes(), " bytes"));
        }
    }

    private void servletFilter() {
        Results.Row seen = filtered(ServletFilterBenchmark.SEEN_BEFORE);
        goals.add(Goal.atMost("servlet filter, token seen before", "time", 2.5, seen.micros(), " µs"));
        goals.add(Goal.atMost("servlet filter, token seen before", "garbage", 2_048, seen.bytes(), " bytes"));
        goals.add(Goal.atMost(
                "servlet filter, 1,000 exclusions",
                "above none",
                1,
                filtered(ServletFilterBenchmark.SEEN_BEFORE_1000).micros() - seen.micros(),
                " µs"));
        goals.add(Goal.atMost(
                "servlet filter, 1,000 paths with scopes",
                "above none",
                1,
                filtered(ServletFilterBenchmark.SEEN_BEFORE_1000_SCOPES).micros() - seen.micros(),
                " µs"));
    }

    private void webFilter() {
        Results.Row seen = results.row("WebFilter", ServletFilterBenchmark.SEEN_BEFORE);
        goals.add(Goal.atMost("WebFlux filter, token seen before", "time", 4, seen.micros(), " µs"));
        goals.add(Goal.atMost("WebFlux filter, token seen before", "garbage", 4_096, seen.bytes(), " bytes"));
        for (String many :
                List.of(ServletFilterBenchmark.SEEN_BEFORE_1000, ServletFilterBenchmark.SEEN_BEFORE_1000_SCOPES)) {
            goals.add(Goal.atMost(
                    "WebFlux filter, " + many,
                    "above none",
                    1,
                    results.row("WebFilter", many).micros() - seen.micros(),
                    " µs"));
        }
        for (String fault : List.of(
                ServletFilterBenchmark.NO_TOKEN, ServletFilterBenchmark.MALFORMED, ServletFilterBenchmark.FOREIGN)) {
            Results.Row rejected = results.row("WebFilter", fault);
            String row = "WebFlux filter, rejected, " + fault;
            goals.add(Goal.atMost(row, "time", 6, rejected.micros(), " µs"));
            goals.add(Goal.atMost(row, "garbage", 6_144, rejected.bytes(), " bytes"));
        }
    }

    private void servletFilterRejects() {
        for (String fault : List.of(
                ServletFilterBenchmark.NO_TOKEN, ServletFilterBenchmark.MALFORMED, ServletFilterBenchmark.FOREIGN)) {
            String row = "servlet filter, rejected, " + fault;
            goals.add(Goal.atMost(row, "time", 6, filtered(fault).micros(), " µs"));
            goals.add(Goal.atMost(row, "garbage", 6_144, filtered(fault).bytes(), " bytes"));
        }
        double signature = filtered(ServletFilterBenchmark.SIGNATURE).micros();
        for (String fault : List.of(ServletFilterBenchmark.EXPIRED, ServletFilterBenchmark.FORGED)) {
            goals.add(Goal.atMost(
                    "servlet filter, rejected, " + fault,
                    "above the bare signature",
                    6,
                    filtered(fault).micros() - signature,
                    " µs"));
        }
    }

    private Results.Row filtered(String row) {
        return results.row("ServletFilter", row);
    }

    private Goal over(String row, String algorithm, String peer, Results.Row ours, double limit) {
        return Goal.atLeast(
                row,
                "of " + peer,
                limit,
                ours.perSecond() / results.firstSight(algorithm, peer).perSecond());
    }

    private Goal overBestPeer(String row, String algorithm, Results.Row ours, double limit) {
        Map.Entry<String, Results.Row> best = results.bestPeer(algorithm);
        return Goal.atLeast(
                row,
                "of the best peer with " + algorithm + " (" + best.getKey() + ")",
                limit,
                ours.perSecond() / best.getValue().perSecond());
    }
}
