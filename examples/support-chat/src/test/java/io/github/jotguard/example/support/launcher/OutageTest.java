package io.github.jotguard.example.support.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Client.Reply;
import io.github.jotguard.example.database.BetterAuthSchema;
import io.github.jotguard.example.database.ExampleDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The WAR while something around it is missing. */
class OutageTest {

    private static final String CHAT = "/support/chatkit";
    private static final String TOKEN = World.ISSUER.token(t -> t.subject("ada").email("ada@example.test"));

    private String databaseUrl;

    @BeforeEach
    void createDatabase() {
        World.strings("create database outage");
        databaseUrl = World.DATABASE.jdbcUrl().replaceFirst("/postgres$", "/outage") + "?user=postgres";
    }

    @AfterEach
    void dropDatabase() {
        World.strings("drop database outage with (force)");
    }

    @Test
    void answers503WhileTheDatabaseIsDownAndRecoversByItself() throws Exception {
        migrate();
        World.settings(World.ISSUER.origin(), databaseUrl);
        try (WarServer server = WarServer.start(World.WAR, 0)) {
            Client ada = Client.of(server.address()).with(TOKEN);
            assertThat(ada.get(CHAT).status()).isEqualTo(200);

            World.strings("alter database outage allow_connections false");
            World.strings("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'outage'");
            assertUnavailable(ada.get(CHAT), "database_unavailable");
            assertUnavailable(ada.post(CHAT, "{\"message\":\"x\"}"), "database_unavailable");
            assertThat(Client.of(server.address()).get(CHAT).status()).isEqualTo(401);

            World.strings("alter database outage allow_connections true");
            assertThat(isSoon(ada, 200)).isTrue();
        }
    }

    @Test
    void waitsForBetterAuthsTables() throws Exception {
        World.settings(World.ISSUER.origin(), databaseUrl);
        try (WarServer server = WarServer.start(World.WAR, 0)) {
            Client ada = Client.of(server.address()).with(TOKEN);
            assertUnavailable(ada.get(CHAT), "database_unavailable");

            migrate();
            assertThat(ada.get(CHAT).status()).isEqualTo(200);
        }
    }

    @Test
    void answers503WhileTheKeysOfTheIssuerCannotBeHad() {
        String nobody = "http://127.0.0.1:1";
        World.settings(nobody, databaseUrl);
        try (WarServer server = WarServer.start(World.WAR, 0)) {
            String token = World.ISSUER.token(
                    t -> t.issuer(nobody).audience(nobody).subject("ada").email("ada@example.test"));
            assertUnavailable(Client.of(server.address()).with(token).get(CHAT), "keys_unavailable");
        }
    }

    @Test
    void isNotDeployedWithoutADatabase() {
        World.settings(World.ISSUER.origin(), databaseUrl);
        String value = System.clearProperty("DATABASE_URL");
        assertThatIllegalStateException()
                .isThrownBy(() -> WarServer.start(World.WAR, 0))
                .withMessage("The WAR was not deployed; the log says why");
        System.setProperty("DATABASE_URL", value);
    }

    @Test
    void answers503WithoutAnIssuer() {
        World.settings(World.ISSUER.origin(), databaseUrl);
        String value = System.clearProperty("FRONTEND_URL");
        try (WarServer server = WarServer.start(World.WAR, 0)) {
            for (String path : new String[] {CHAT, "/", "/problem", "/no/such/path"}) {
                assertUnavailable(
                        Client.of(server.address()).with(World.ISSUER.token()).get(path), "temporarily_unavailable");
            }
        } finally {
            System.setProperty("FRONTEND_URL", value);
        }
    }

    private static void assertUnavailable(Reply reply, String code) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.at("/code")).isEqualTo(code);
        assertThat(Integer.parseInt(reply.header("Retry-After").orElseThrow())).isPositive();
        assertThat(reply.header("WWW-Authenticate")).isEmpty();
    }

    /** The pool asks a server that is down less and less often, at last every 10 s. */
    private static boolean isSoon(Client client, int status) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (System.nanoTime() < deadline) {
            if (client.get(CHAT).status() == status) { // a 503 takes the pool's 3 s
                return true;
            }
        }
        return false;
    }

    /** Better Auth's tables, with Ada, who is signed in. */
    private void migrate() throws Exception {
        try (ExampleDatabase database = ExampleDatabase.open(Map.of(ExampleDatabase.DATABASE_URL, databaseUrl))) {
            BetterAuthSchema.createIfMissing(database.dataSource());
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into \"user\" (id, name, email, \"emailVerified\")"
                        + " values ('ada', 'Ada', 'ada@example.test', true)");
                statement.execute("insert into session (id, token, \"userId\", \"expiresAt\", \"updatedAt\")"
                        + " values ('s', 't', 'ada', now() + interval '1 hour', now())");
            }
        }
    }
}
