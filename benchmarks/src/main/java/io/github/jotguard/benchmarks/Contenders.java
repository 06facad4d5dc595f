package io.github.jotguard.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The libraries that take part, by algorithm. */
final class Contenders {

    static final List<String> ALGORITHMS = List.of("EdDSA", "ES256", "RS256", "HS256");
    static final String OURS = "jotguard-";

    private static final List<String> PEERS =
            List.of("nimbus", "spring", "java-jwt", "jjwt", "jose4j", "fusionauth", "vertx");

    private Contenders() {}

    /** Ours with each engine that we use for the algorithm, then the peers that have it. */
    static List<String> of(String algorithm) {
        List<String> names = new ArrayList<>();
        engines(algorithm).forEach(engine -> names.add(OURS + engine));
        PEERS.stream()
                .filter(peer -> !(peer.equals("java-jwt") && algorithm.equals("EdDSA")))
                .forEach(names::add);
        return names;
    }

    static List<String> engines(String algorithm) {
        return switch (algorithm) {
            case "EdDSA", "ES256" -> List.of("JDK", "BC", "ACCP");
            case "RS256" -> List.of("JDK", "ACCP");
            default -> List.of("JDK");
        };
    }

    /** Tokens that this contender can read. */
    static Workload workload(String name, String algorithm) {
        return name.equals("fusionauth") && algorithm.equals("EdDSA")
                ? Workload.of(algorithm, "Ed25519")
                : Workload.of(algorithm);
    }

    static Contender named(String name, Workload workload) {
        if (name.startsWith(OURS)) {
            return Jotguard.withoutCache(workload, name.substring(OURS.length()));
        }
        return switch (name) {
            case "nimbus" -> new NimbusPeer(workload);
            case "spring" -> new SpringPeer(workload);
            case "java-jwt" -> new JavaJwtPeer(workload);
            case "jjwt" -> new JjwtPeer(workload);
            case "jose4j" -> new Jose4jPeer(workload);
            case "fusionauth" -> new FusionAuthPeer(workload);
            case "vertx" -> new VertxPeer(workload);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
