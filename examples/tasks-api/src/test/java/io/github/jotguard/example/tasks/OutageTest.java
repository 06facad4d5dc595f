package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Client.Reply;
import io.github.jotguard.example.database.ExampleDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back; the application stays. */
class OutageTest {

    private static final String CREDENTIALS = "{\"email\":\"ada@example.test\",\"password\":\"correct horse\"}";

    private ExampleDatabase database;
    private TasksServer server;
    private Client client;

    @BeforeEach
    void createDatabase() {
        TestApp.strings("create database outage");
        String url = TestApp.DATABASE.jdbcUrl().replaceFirst("/postgres$", "/outage") + "?user=postgres";
        database = ExampleDatabase.open(Map.of(ExampleDatabase.DATABASE_URL, url));
    }

    @AfterEach
    void dropDatabase() {
        server.close();
        database.close();
        TestApp.strings("drop database outage with (force)");
    }

    private void start() {
        server = TasksServer.start(TestApp.settings(), database.dataSource(), Clock.systemUTC());
        client = Client.of(server.address());
    }

    @Test
    void answers503WhileTheDatabaseIsDownAndRecoversByItself() {
        start();
        client.post("/api/auth/signup", CREDENTIALS);
        Client ada = client.with(client.post("/api/auth/login", CREDENTIALS).at("/token"));
        assertThat(ada.get("/api/tasks").status()).isEqualTo(200);

        refuseConnections();
        for (Reply unavailable : new Reply[] {ada.get("/api/tasks"), client.post("/api/auth/login", CREDENTIALS)}) {
            assertThat(unavailable.status()).isEqualTo(503);
            assertThat(unavailable.header("Retry-After")).contains("5");
            assertThat(unavailable.header("WWW-Authenticate")).isEmpty();
        }
        assertThat(client.get("/api/tasks").status()).isEqualTo(401);
        Reply health = client.get("/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.at("/database")).isEqualTo("DOWN");

        acceptConnections();
        assertThat(isAnsweredSoon(ada, "/api/tasks")).isTrue();
        assertThat(client.get("/health").at("/database")).isEqualTo("UP");
    }

    @Test
    void startsWhileTheDatabaseIsDownAndMakesItsTablesLater() {
        refuseConnections();
        start();
        Client somebody = client.with(TestApp.TOKENS.issue(UUID.randomUUID()));
        assertThat(somebody.get("/api/tasks").status()).isEqualTo(503);

        acceptConnections();
        assertThat(isSoon(somebody, "/api/tasks", 401)).isTrue(); // there is no such user
        assertThat(client.post("/api/auth/signup", CREDENTIALS).status()).isEqualTo(201);
    }

    private static boolean isAnsweredSoon(Client client, String path) {
        return isSoon(client, path, 200);
    }

    /** The pool asks a server that is down less and less often, at last every 10 s. */
    private static boolean isSoon(Client client, String path, int status) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (System.nanoTime() < deadline) {
            if (client.get(path).status() == status) { // a 503 takes the pool's 3 s
                return true;
            }
        }
        return false;
    }

    private static void refuseConnections() {
        TestApp.strings("alter database outage allow_connections false");
        TestApp.strings("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'outage'");
    }

    private static void acceptConnections() {
        TestApp.strings("alter database outage allow_connections true");
    }
}
