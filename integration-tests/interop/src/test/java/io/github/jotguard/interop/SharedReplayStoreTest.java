package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Two processes that share a replay store on PostgreSQL accept a proof once between them, and none without the store. */
@Tag("full")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "another PostgreSQL")
class SharedReplayStoreTest {

    private static final String ORIGIN = "https://api.example.com";
    private static final int PROOFS = 50;
    private static final int REPLAYS = 200;
    private static final int THREADS = 8;
    private static final Http HTTP = Http.plain();

    private final TestDpopKey key = TestDpopKey.generate("ES256");

    @Test
    void acceptsNoneOfTenThousandReplaysAndNothingWithoutTheStore() throws Exception {
        try (TestIssuer issuer = TestIssuer.start();
                EmbeddedPostgres database = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start()) {
            execute(database, SharedStoreProgram.TABLE);
            String token = issuer.token(t -> t.boundTo(key));
            try (ServerProcess one = start(issuer, database);
                    ServerProcess other = start(issuer, database)) {
                List<String> addresses = List.of(address(one), address(other));
                assertAcceptedOnceEach(addresses, token);
                assertThat(count(database)).isEqualTo(PROOFS);

                stop(database);
                for (String address : addresses) {
                    Http.Reply reply = send(address, token, key.proof("GET", ORIGIN + "/page", token));
                    assertThat(reply.status()).isEqualTo(503);
                    assertThat(reply.text("code")).isEqualTo("temporarily_unavailable");
                    assertThat(reply.header("Retry-After")).isNotEmpty();
                }
            }
        }
    }

    private static void stop(EmbeddedPostgres database) throws IOException {
        database.close();
    }

    private void assertAcceptedOnceEach(List<String> addresses, String token)
            throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int i = 0; i < PROOFS; i++) {
                String proof = key.proof("GET", ORIGIN + "/page", token);
                List<Future<Http.Reply>> replies = IntStream.rangeClosed(0, REPLAYS)
                        .mapToObj(n -> threads.submit(() -> send(addresses.get(n % addresses.size()), token, proof)))
                        .toList();
                int accepted = 0;
                for (Future<Http.Reply> each : replies) {
                    if (each.get().status() == 200) {
                        accepted++;
                    } else {
                        assertThat(each.get().text("code")).isEqualTo("invalid_dpop_proof");
                    }
                }
                assertThat(accepted).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Http.Reply send(String address, String token, String proof) {
        return HTTP.get(address, "Authorization", "DPoP " + token, "DPoP", proof);
    }

    private static ServerProcess start(TestIssuer issuer, EmbeddedPostgres database) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder command = new ProcessBuilder(
                Installed.java(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                classPath,
                SharedStoreProgram.class.getName(),
                issuer.issuer(),
                issuer.jwksUri().toString(),
                issuer.audience(),
                ORIGIN,
                database.getJdbcUrl("postgres", "postgres"));
        return ServerProcess.start("shared store", command, SharedStoreProgram.READY, Duration.ofMinutes(2));
    }

    private static String address(ServerProcess process) {
        String port = process.log()
                .lines()
                .filter(line -> line.startsWith(SharedStoreProgram.READY))
                .map(line -> line.substring(SharedStoreProgram.READY.length()))
                .findFirst()
                .orElseThrow();
        return "http://127.0.0.1:" + port + "/page";
    }

    private static void execute(EmbeddedPostgres database, String sql) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(EmbeddedPostgres database) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from dpop_proof")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
