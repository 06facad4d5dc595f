package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.example.issuer.Browser.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back; the issuer stays. */
class OutageTest {

    private ExampleDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        String server = TestDatabase.emptied().jdbcUrl();
        TestDatabase.execute("create database outage");
        database = ExampleDatabase.open(
                Map.of(ExampleDatabase.DATABASE_URL, server.replaceFirst("/postgres$", "/outage") + "?user=postgres"));
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
        TestDatabase.execute("drop database outage with (force)");
    }

    @Test
    void answers503WhileTheDatabaseIsDownAndRecoversByItself() throws Exception {
        try (DemoIssuer issuer = DemoIssuer.start(database.dataSource(), DemoIssuerOptions.defaults())) {
            Browser browser = new Browser(issuer);
            assertThat(browser.signUp("Ada", "ada@example.test", "correct horse")
                            .status())
                    .isEqualTo(200);

            refuseConnections();
            for (Reply reply :
                    new Reply[] {browser.get("/jwks"), browser.signIn("ada@example.test", "correct horse")}) {
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.header("Retry-After")).contains("5");
                assertThat(reply.text())
                        .isEqualTo("{\"message\":\"Service unavailable\",\"code\":\"SERVICE_UNAVAILABLE\"}");
            }

            acceptConnections();
            assertThat(isAnsweredSoon(browser, "/token")).isTrue();
        }
    }

    @Test
    void startsWhileTheDatabaseIsDownAndMakesItsTablesLater() throws Exception {
        refuseConnections();
        try (DemoIssuer issuer = DemoIssuer.start(database.dataSource(), DemoIssuerOptions.defaults())) {
            Browser browser = new Browser(issuer);
            assertThat(browser.get("/jwks").status()).isEqualTo(503);

            acceptConnections();
            assertThat(isAnsweredSoon(browser, "/jwks")).isTrue();
        }
    }

    /** The pool asks a server that is down less and less often, at last every 10 s. */
    private static boolean isAnsweredSoon(Browser browser, String route) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            if (browser.get(route).status() == 200) { // a 503 takes the pool's 3 s
                return true;
            }
        }
        return false;
    }

    private static void refuseConnections() throws Exception {
        TestDatabase.execute("alter database outage allow_connections false");
        TestDatabase.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'outage'");
    }

    private static void acceptConnections() throws Exception {
        TestDatabase.execute("alter database outage allow_connections true");
    }
}
