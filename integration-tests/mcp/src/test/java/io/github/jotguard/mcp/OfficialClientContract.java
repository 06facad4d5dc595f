package io.github.jotguard.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.interop.Http;
import io.github.jotguard.interop.ServerProcess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The official client, which knows the URL alone, on every stack with one issuer. No cell is left out. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OfficialClientContract {

    private static final Http HTTP = Http.plain();
    private static final Map<String, Object> LIST = Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list");

    private final int port = ServerProcess.freePort();
    private final String origin = "http://127.0.0.1:" + port;
    private final String resource = origin + "/mcp";
    private ExampleDatabase database;
    private McpIssuer issuer;

    /** Starts the issuer, and sets it up for a resource. */
    abstract McpIssuer start(String resource);

    @BeforeAll
    void start() {
        OfficialClient.require();
        database = ExampleDatabase.embedded();
        issuer = start(resource);
    }

    @AfterAll
    void stop() {
        if (issuer != null) {
            issuer.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsTheLoginCallsToolsAndStepsUp(Stack stack) {
        try (McpServerProcess server = McpServerProcess.start(stack, port, issuer.page(), database)) {
            assertThat(server).isNotNull();
            rejectsACallWithoutAToken();
            JsonNode seen = issuer.runClient();

            assertThat(texts(seen.path("resources"))).containsOnly(resource);
            assertThat(texts(seen.path("tools"))).containsExactlyInAnyOrder("list_cases", "create_case");
            assertThat(seen.path("before")).doesNotContain(seen.path("created"));
            assertThat(seen.path("created").path("name").asString()).isEqualTo("Invoice 7");
            assertThat(seen.path("after")).contains(seen.path("created"));
            assertThat(texts(seen.path("scopes")).map(scopes -> Set.of(scopes.split(" "))))
                    .as("the scopes of the tokens, those of the challenges")
                    .isEqualTo(List.of(Set.of("cases:read"), Set.of("cases:read", "cases:write")));
            rejectsATokenForAnotherResource(seen.path("token").asString());
        }
    }

    private static Stream<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString);
    }

    private void rejectsACallWithoutAToken() {
        Http.Reply reply = HTTP.postJson(resource, LIST, "Accept", "application/json, text/event-stream");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate"))
                .contains(
                        "scope=\"cases:read\"",
                        "resource_metadata=\"" + origin + "/.well-known/oauth-protected-resource/mcp\"");
    }

    private void rejectsATokenForAnotherResource(String token) {
        Http.Reply rejected = list(issuer.tokenForAnotherResource());

        assertThat(rejected.status()).isEqualTo(401);
        assertThat(rejected.body()).contains("\"wrong_audience\"");
        assertThat(list(token).status()).isEqualTo(200);
    }

    private Http.Reply list(String token) {
        return HTTP.postJson(
                resource, LIST, "Accept", "application/json, text/event-stream", "Authorization", "Bearer " + token);
    }
}
