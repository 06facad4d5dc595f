package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Client.Reply;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may call. */
class CrossOriginTest {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void letsTheFrontEndCallWithCredentials(String method) {
        Reply preflight = preflight(TestApp.client(), TestApp.FRONTEND, method);

        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header(ALLOW_ORIGIN)).contains(TestApp.FRONTEND);
        assertThat(preflight.header("Access-Control-Allow-Credentials")).contains("true");
        assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow())
                .contains(method);
        assertThat(preflight.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost:5173.evil.example",
                "http://localhost",
                "https://localhost:5173",
                "http://localhost:51730",
                "null"
            })
    void givesNoPermissionToPagesOfOtherOrigins(String origin) {
        TestApp.Person person = TestApp.newPerson();

        for (Reply reply : new Reply[] {
            preflight(TestApp.client(), origin, "GET"),
            person.client().send("GET", "/api/tasks", new byte[0], "Origin", origin)
        }) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.header(ALLOW_ORIGIN)).isEmpty();
            assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(reply.text()).doesNotContain("tasks");
        }
    }

    @Test
    void letsTheFrontEndReadRejectionsToo() {
        Reply rejected = TestApp.client().send("GET", "/api/tasks", new byte[0], "Origin", TestApp.FRONTEND);

        assertThat(rejected.status()).isEqualTo(401);
        assertThat(rejected.header(ALLOW_ORIGIN)).contains(TestApp.FRONTEND);
        assertThat(rejected.header("Access-Control-Expose-Headers").orElseThrow())
                .contains("WWW-Authenticate");
    }

    @Test
    void givesNoPermissionAtAllWithoutAFrontEnd() {
        Settings noFrontEnd = new Settings(0, TestApp.SECRET, Optional.empty());
        try (TasksServer server = TasksServer.start(noFrontEnd, TestApp.DATABASE.dataSource(), Clock.systemUTC())) {
            Reply preflight = preflight(Client.of(server.address()), TestApp.FRONTEND, "GET");

            assertThat(preflight.status()).isEqualTo(401);
            assertThat(preflight.header(ALLOW_ORIGIN)).isEmpty();
        }
    }

    private static Reply preflight(Client client, String origin, String method) {
        return client.send(
                "OPTIONS",
                "/api/tasks",
                new byte[0],
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "authorization,content-type");
    }
}
