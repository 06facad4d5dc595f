package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Client.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests that strangers and their scripts send. */
class BadInputTest {

    private static final String INJECTION = "x'); drop table tasks_api.tasks; -- \\\" OR '1'='1";

    private final TestApp.Person person = TestApp.newPerson();
    private final Client client = person.client();

    static Stream<Arguments> wrongTasks() {
        return Stream.of(
                argumentSet("nothing", "{}", "title"),
                argumentSet("null", "{\"title\":null}", "title"),
                argumentSet("blank", "{\"title\":\"  \"}", "title"),
                argumentSet("a number", "{\"title\":7}", "title"),
                argumentSet("an object", "{\"title\":{}}", "title"),
                argumentSet("one too long", "{\"title\":\"" + "a".repeat(201) + "\"}", "title"),
                argumentSet("U+0000", "{\"title\":\"a\\u0000b\"}", "title"),
                argumentSet("half a surrogate pair", "{\"title\":\"a\\ud800\"}", "title"),
                argumentSet("a description of another type", "{\"title\":\"x\",\"description\":[]}", "description"),
                argumentSet(
                        "a long description",
                        "{\"title\":\"x\",\"description\":\"" + "a".repeat(2_001) + "\"}",
                        "description"),
                argumentSet("two at once", "{\"title\":false,\"description\":false}", "title,description"));
    }

    @ParameterizedTest
    @MethodSource("wrongTasks")
    void namesTheFieldsThatAreWrong(String body, String fields) {
        String task = person.addTask("unchanged");

        for (Reply rejected : List.of(client.post("/api/tasks", body), client.put("/api/tasks/" + task, body))) {
            assertThat(rejected.status()).isEqualTo(400);
            assertThat(rejected.header("Content-Type")).contains("application/problem+json");
            assertThat(fields(rejected)).containsExactly(fields.split(","));
        }
        assertThat(client.get("/api/tasks/" + task).at("/title")).isEqualTo("unchanged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}| email,password",
                "{\"email\":7,\"password\":true}| email,password",
                "{\"email\":\"no email\",\"password\":\"correct horse\"}| email",
                "{\"email\":\"a@b.test\\u0000\",\"password\":\"correct horse\"}| email",
                "{\"email\":\"' OR 1=1 --@b.test\",\"password\":\"correct horse\"}| email",
                "{\"email\":\"a@b.test\",\"password\":\"7 chars\"}| password",
                "{\"email\":\"a@b.test\",\"password\":\"correct horse\",\"name\":7}| name"
            })
    void namesTheFieldsOfASignUpThatAreWrong(String body, String fields) {
        Reply rejected = TestApp.client().post("/api/auth/signup", body);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(fields(rejected)).containsExactly(fields.split(","));
    }

    @Test
    void takesPasswordsOfEightCharactersUpTo128() {
        assertThat(signUp("x".repeat(8)).status()).isEqualTo(201);
        assertThat(signUp("x".repeat(128)).status()).isEqualTo(201);
        assertThat(fields(signUp("x".repeat(129)))).containsExactly("password");
    }

    private static Reply signUp(String password) {
        return TestApp.client()
                .post(
                        "/api/auth/signup",
                        "{\"email\":\"%s@b.test\",\"password\":\"%s\"}".formatted(UUID.randomUUID(), password));
    }

    @Test
    void takesTextsAsLongAsAllowed() {
        String body = "{\"title\":\"%s\",\"description\":\"%s\"}".formatted("a".repeat(200), "b".repeat(2_000));

        assertThat(client.post("/api/tasks", body).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"email\":7,\"password\":\"x\"}", "{\"email\":\"a@b.test\",\"password\":{}}", "{}"})
    void rejectsALogInOfOtherTypesBeforeItCounts(String body) {
        assertThat(TestApp.client().post("/api/auth/login", body).status()).isEqualTo(400);
    }

    @Test
    void storesInjectionsAndMarkupAsTheTextTheyAre() {
        for (String text : List.of(INJECTION, "<script>alert(1)</script>", "${jndi:ldap://x}", "😀 ünïcode")) {
            Reply created = client.post("/api/tasks", "{\"title\":\"%s\",\"description\":\"%1$s\"}".formatted(text));

            assertThat(created.status()).isEqualTo(201);
            Reply found = client.get("/api/tasks/" + created.at("/id"));
            assertThat(found.at("/title")).isEqualTo(text.replace("\\\"", "\""));
            assertThat(found.header("Content-Type")).contains("application/json");
            assertThat(found.header("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=done",
                "status=",
                "status=ALL",
                "sort=id",
                "sort=title%3B+drop+table+tasks",
                "status=all'+OR+1%3D1+--",
                "sort=%00"
            })
    void rejectsOtherFiltersAndOrders(String query) {
        Reply rejected = client.get("/api/tasks?" + query);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(fields(rejected)).containsExactly(query.split("=")[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "'%20OR%201=1%20--", "%20", "7D1F2E66-0000-4000-8000-000000000000x", "a/b/c", "complete"})
    void findsNothingAtIdsThatAreNone(String id) {
        assertThat(client.get("/api/tasks/" + id).status()).isEqualTo(404);
    }

    static Stream<Arguments> malformedBodies() {
        return Stream.of(
                argumentSet("nothing", new byte[0]),
                argumentSet("no JSON", "title=x".getBytes(StandardCharsets.UTF_8)),
                argumentSet("an array", "[]".getBytes(StandardCharsets.UTF_8)),
                argumentSet("cut off", "{\"title\":\"x\"".getBytes(StandardCharsets.UTF_8)),
                argumentSet("twice", "{\"title\":\"x\",\"title\":\"y\"}".getBytes(StandardCharsets.UTF_8)),
                argumentSet("two values", "{\"title\":\"x\"} {}".getBytes(StandardCharsets.UTF_8)),
                argumentSet("Latin-1", "{\"title\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1)),
                argumentSet("deep", "[".repeat(50_000).getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("malformedBodies")
    void rejectsWhatIsNotOneJsonObject(byte[] body) {
        Reply rejected = client.send("POST", "/api/tasks", body, "Content-Type", "application/json");

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.at("/code")).isEqualTo("malformed_json");
    }

    @Test
    void rejectsBodiesThatSayTheyAreSomethingElse() {
        byte[] body = "{\"title\":\"x\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(client.send("POST", "/api/tasks", body, "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(client.send("POST", "/api/tasks", body).status()).isEqualTo(415);
        assertThat(client.send("POST", "/api/tasks", body, "Content-Type", "application/json; charset=utf-8")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void readsBodiesOf64KibibytesAndNoMore() {
        String task = "{\"title\":\"x\"}";
        String longest = task + " ".repeat(Call.MAX_BODY - task.length());

        assertThat(client.post("/api/tasks", longest).status()).isEqualTo(201);
        assertThat(client.post("/api/tasks", longest + " ").status()).isEqualTo(413);
    }

    @Test
    void rejectsTenMegabytes() {
        byte[] body = new byte[10_000_000];
        Arrays.fill(body, (byte) ' ');

        for (String path : List.of("/api/tasks", "/api/auth/login", "/api/auth/signup")) {
            Reply rejected = client.send("POST", path, body, "Content-Type", "application/json");
            assertThat(rejected.status()).isEqualTo(413);
            assertThat(rejected.at("/code")).isEqualTo("body_too_large");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /api/tasks, 'GET, POST'", "POST, /api/tasks/7d1f2e66-0000-4000-8000-000000000000, 'GET, PUT, DELETE'",
        "GET, /api/tasks/7d1f2e66-0000-4000-8000-000000000000/complete, PATCH", "GET, /api/auth/login, POST",
        "DELETE, /health, GET"
    })
    void saysWhichMethodsThereAre(String method, String path, String allowed) {
        Reply rejected = client.send(method, path, new byte[0]);

        assertThat(rejected.status()).isEqualTo(405);
        assertThat(rejected.header("Allow")).contains(allowed);
    }

    @Test
    void answersTheContainersRejectionsAsProblemsToo() throws Exception {
        String answer = RawHttp.send(TestApp.client().get("/health").response().uri(), "GET /api/%zz HTTP/1.1");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .doesNotContain("Tomcat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/tasks", "/no/such/path", "/api/auth/verify"})
    void saysWithEveryAnswerThatItIsDataForOneCaller(String path) {
        for (Reply reply : List.of(client.get(path), TestApp.client().get(path))) {
            assertThat(reply.header("Cache-Control")).contains("no-store");
            assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(reply.header("X-Frame-Options")).contains("DENY");
            assertThat(reply.header("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
            assertThat(reply.header("Referrer-Policy")).contains("no-referrer");
            assertThat(reply.header("Set-Cookie")).isEmpty();
            assertThat(reply.header("Server")).isEmpty();
        }
    }

    private static List<String> fields(Reply reply) {
        List<String> fields = new ArrayList<>();
        for (JsonNode error : reply.json().at("/errors")) {
            fields.add(error.at("/field").asString());
        }
        return fields;
    }
}
