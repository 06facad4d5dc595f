package io.github.jotguard.benchmarks.process;

import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The processor time that a request costs a server: an application of Spring Boot with Tomcat in a process of its own, two kept-alive
 * connections on the loopback interface, 64 tokens one after the other. All contenders get the same requests, and take turns, so that a change of
 * the machine's load meets all of them. At most {@value #WARM_UP} + {@value #ROUNDS} x {@value #REQUESTS} requests for each contender.
 */
public final class EndToEnd {

    private static final int ROUNDS = 11;
    private static final int REQUESTS = 10_000;
    private static final int WARM_UP = 80_000;
    private static final int CONNECTIONS = 2;
    private static final int TOKENS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);

    private EndToEnd() {}

    /**
     * Measures, and prints a table for each algorithm.
     *
     * @param algorithms {@code RS256} and {@code ES256} unless some are given
     */
    public static void main(String... algorithms) throws Exception {
        EndToEnd suite = new EndToEnd();
        try {
            for (String algorithm : algorithms.length == 0 ? new String[] {"RS256", "ES256"} : algorithms) {
                suite.run(algorithm);
            }
        } finally {
            suite.clients.shutdownNow();
        }
    }

    private void run(String algorithm) throws Exception {
        Instant begun = Instant.now();
        Map<Contender, ServerProcess> servers = new EnumMap<>(Contender.class);
        Map<Contender, Sample> samples = new EnumMap<>(Contender.class);
        try (TestIssuer issuer = TestIssuer.builder().algorithm(algorithm).start()) {
            List<byte[]> tokens = requests(issuer);
            for (Contender contender : Contender.values()) {
                ServerProcess server = ServerProcess.start(contender, issuer, algorithm);
                servers.put(contender, server);
                samples.put(contender, new Sample());
                check(contender, server, tokens);
            }
            for (Contender contender : Contender.values()) {
                send(at(servers, contender), tokens, WARM_UP);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Contender contender : Contender.values()) {
                    at(samples, contender).add(send(at(servers, contender), tokens, REQUESTS));
                }
            }
        } finally {
            servers.values().forEach(ServerProcess::close);
        }
        print(algorithm, samples, Duration.between(begun, Instant.now()));
    }

    private static <T> T at(Map<Contender, T> values, Contender contender) {
        T found = values.get(contender);
        if (found == null) {
            throw new IllegalStateException(contender.title());
        }
        return found;
    }

    private static List<byte[]> requests(TestIssuer issuer) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            String user = user(i);
            requests.add(KeptAliveConnection.request(
                    issuer.token(token -> token.subject(user).expiresIn(Duration.ofHours(2)))));
        }
        return requests;
    }

    private static String user(int i) {
        return "user-" + i;
    }

    /** Checks that the application sees the user of each token, and that a protected one rejects a request without. */
    private static void check(Contender contender, ServerProcess server, List<byte[]> tokens) throws IOException {
        try (KeptAliveConnection connection = new KeptAliveConnection(server.port())) {
            for (int i = 0; i < tokens.size(); i++) {
                String seen = connection.send(tokens.get(i));
                if (!seen.equals(contender.isProtected() ? user(i) : "nobody")) {
                    throw new IllegalStateException(contender.title() + " has the wrong caller: " + seen);
                }
            }
        }
        try (KeptAliveConnection connection = new KeptAliveConnection(server.port())) {
            connection.send(KeptAliveConnection.request(null));
        } catch (IOException rejected) {
            if (contender.isProtected() && String.valueOf(rejected.getMessage()).contains(" 401")) {
                return;
            }
            throw rejected;
        }
        if (contender.isProtected()) {
            throw new IllegalStateException(contender.title() + " lets requests through without a token");
        }
    }

    /** Returns the server's processor time for one request, in µs. */
    private double send(ServerProcess server, List<byte[]> requests, int count)
            throws InterruptedException, ExecutionException, TimeoutException {
        Duration before = server.processorTime();
        List<Future<@Nullable Void>> running = new ArrayList<>();
        for (int client = 0; client < CONNECTIONS; client++) {
            int first = client;
            running.add(clients.submit(() -> {
                try (KeptAliveConnection connection = new KeptAliveConnection(server.port())) {
                    for (int i = first; i < count; i += CONNECTIONS) {
                        connection.send(requests.get(i % requests.size()));
                    }
                }
                return null;
            }));
        }
        for (Future<@Nullable Void> client : running) {
            client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return server.processorTime().minus(before).toNanos() / 1e3 / count;
    }

    private static void print(String algorithm, Map<Contender, Sample> samples, Duration time) {
        System.out.println();
        System.out.println(algorithm + ", " + Runtime.version() + ", " + ROUNDS + " rounds of " + REQUESTS
                + " requests each, " + time.toSeconds() + " s");
        System.out.println();
        System.out.println("| " + algorithm
                + ", µs for each request | least | median | greatest | added, of the least | added, of the median |");
        System.out.println("|---|---|---|---|---|---|");
        Sample none = at(samples, Contender.NONE);
        samples.forEach((contender, sample) -> System.out.println("| " + contender.title() + " | " + sample.cells()
                + " | "
                + (contender == Contender.NONE ? "– | –" : sample.cellsAbove(none))
                + " |"));
    }
}
