package io.github.jotguard.example.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.database.ExampleDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official client, which knows the URL alone, and a real Better Auth. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OfficialClientContract {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private final int port = NodePrograms.freePort();
    private final int authPort = NodePrograms.freePort();
    private Process betterAuth;
    private ExampleDatabase database;
    private AutoCloseable server;

    /** Starts the server under test. */
    abstract AutoCloseable start(int port, String origin, String resource, ExampleDatabase database) throws Exception;

    @BeforeAll
    void start() throws Exception {
        NodePrograms.require();
        database = ExampleDatabase.embedded();
        betterAuth = NodePrograms.betterAuth(authPort, resource());
        server = start(port, origin(), resource(), database);
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (betterAuth != null) {
            betterAuth.destroy();
        }
        if (database != null) {
            database.close();
        }
    }

    private String origin() {
        return "http://127.0.0.1:" + authPort;
    }

    private String resource() {
        return "http://127.0.0.1:" + port + "/mcp";
    }

    @Test
    void findsTheLoginCallsToolsAndStepsUp() throws Exception {
        JsonNode seen = JsonMapper.shared().readTree(NodePrograms.client(resource()));

        assertThat(seen.path("resources").valueStream().map(JsonNode::asString)).containsOnly(resource());
        assertThat(seen.path("tools").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("list_cases", "create_case");
        assertThat(seen.path("before").isEmpty()).as("the cases of a new user").isTrue();
        assertThat(seen.path("created").path("name").asString()).isEqualTo("Invoice 7");
        assertThat(seen.path("after")).containsExactly(seen.path("created"));
        assertThat(seen.path("scopes").valueStream().map(JsonNode::asString))
                .as("the scopes of the challenges")
                .isEqualTo(List.of("cases:read", "cases:read cases:write"));
        rejectsTheTokenAtAnotherResource(seen.path("token").asString());
    }

    /** Two MCP servers of one login: what a caller sends to the one is worth nothing at the other. */
    private void rejectsTheTokenAtAnotherResource(String token) throws Exception {
        int otherPort = NodePrograms.freePort();
        String other = "http://127.0.0.1:" + otherPort + "/mcp";
        try (AutoCloseable otherServer = start(otherPort, origin(), other, database)) {
            HttpResponse<String> rejected = post(other, token);

            assertThat(otherServer).isNotNull();
            assertThat(rejected.statusCode()).isEqualTo(401);
            assertThat(rejected.body()).contains("wrong_audience");
            assertThat(post(resource(), token).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void rejectsACallWithoutAToken() throws Exception {
        HttpResponse<String> answer = post(resource(), "");

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains(
                        "resource_metadata=\"http://127.0.0.1:" + port + "/.well-known/oauth-protected-resource/mcp\"");
    }

    private static HttpResponse<String> post(String url, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(LIST));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
