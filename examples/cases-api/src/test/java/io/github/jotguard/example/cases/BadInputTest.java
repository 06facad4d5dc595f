package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that clients send by mistake or in malice. */
class BadInputTest {

    private final Caller caller = CasesApi.newCaller();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name",
                "{\"name\":null}|name",
                "{\"name\":\"\"}|name",
                "{\"name\":\"   \"}|name",
                "{\"name\":1}|name",
                "{\"name\":true}|name",
                "{\"name\":1.5}|name",
                "{\"name\":[\"x\"]}|name",
                "{\"name\":{\"x\":1}}|name",
                "{\"name\":\"a\\u0000b\"}|name",
                "{\"name\":\"\\ud800\"}|name",
                "{\"name\":\"x\",\"description\":7}|description",
                "{\"name\":\"x\",\"description\":\"\\u0000\"}|description",
                "{\"name\":\"x\",\"type\":\"fraud\"}|type",
                "{\"name\":\"x\",\"type\":\"\"}|type",
                "{\"name\":\"x\",\"type\":0}|type",
                "{\"name\":\"x\",\"type\":\"0\"}|type",
                "{\"name\":\"x\",\"type\":[]}|type",
                "{\"name\":\"\",\"description\":\"\\u0000\"}|description,name",
            })
    void namesTheFieldsThatAreWrong(String body, String fields) {
        String at = caller.openAt("Unharmed");

        caller.post("/api/cases", body).isAboutFields(fields.split(","));
        caller.put(at, body).isAboutFields(fields.split(","));
        if (!body.equals("{}")) {
            caller.patch(at, body).isAboutFields(fields.split(","));
        }
        assertThat(caller.get("/api/cases").json().path("total").asInt()).isEqualTo(1);
        assertThat(caller.get(at).json().path("name").asString()).isEqualTo("Unharmed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void knowsNoOtherStatus(String method) {
        String at = caller.openAt("Status");

        caller.send(method, at, "{\"name\":\"x\",\"status\":\"DONE\"}").isAboutFields("status");
        caller.send(method, at, "{\"name\":\"x\",\"status\":2}").isAboutFields("status");
    }

    @Test
    void takesTextsUpToTheirLimit() {
        caller.open("x");
        caller.open("x".repeat(100));
        caller.open("\uD83D\uDE00".repeat(100)); // a hundred characters, two hundred chars
        caller.post("/api/cases", "{\"name\":\"x\",\"description\":\"" + "x".repeat(10_000) + "\"}")
                .isSuccess(201);

        caller.post("/api/cases", "{\"name\":\"" + "x".repeat(101) + "\"}").isAboutFields("name");
        caller.post("/api/cases", "{\"name\":\"" + "\uD83D\uDE00".repeat(101) + "\"}")
                .isAboutFields("name");
        caller.post("/api/cases", "{\"name\":\"x\",\"description\":\"" + "x".repeat(10_001) + "\"}")
                .isAboutFields("description");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "\"x\"",
                "1",
                "name=x",
                "{\"name\":\"x\"} {}",
                "{\"name\":\"x\",\"name\":\"y\"}",
                "{\"name\":\"x\",}",
                "{'name':'x'}",
                "<case/>"
            })
    void rejectsWhatIsNoJsonObject(String body) {
        String at = caller.openAt("Unharmed");

        caller.post("/api/cases", body).isProblem(400, "malformed_body");
        caller.put(at, body).isProblem(400, "malformed_body");
        caller.patch(at, body).isProblem(400, "malformed_body");
    }

    @Test
    void rejectsNoBodyAndBrokenUtf8() {
        caller.send("POST", "/api/cases", "", "Content-Type", "application/json")
                .isProblem(400, "malformed_body");
        byte[] broken = "{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        caller.send(json("POST", "/api/cases", BodyPublishers.ofByteArray(broken)))
                .isProblem(400, "malformed_body");
    }

    @Test
    void rejectsNestingWithoutEnd() {
        String nested = "{\"name\":\"x\",\"other\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

        caller.post("/api/cases", nested).isProblem(400, "malformed_body");
    }

    @Test
    void ignoresMembersThatAreNotTheClientsToSet() {
        String other = CasesApi.newUser();
        String body = ("{'name':'Mine','id':'00000000-0000-0000-0000-000000000001','userId':'%1$s','user_id':'%1$s',"
                        + "'owner':'%1$s','user':{'id':'%1$s'},'fileCount':99,'file_count':99,"
                        + "'createdAt':'2001-01-01T00:00:00Z','updatedAt':'2001-01-01T00:00:00Z',"
                        + "'deletedAt':'2001-01-01T00:00:00Z','role':'admin'}")
                .formatted(other)
                .replace('\'', '"');

        Answer created = caller.post("/api/cases", body).isSuccess(201);
        String at = created.header("Location");
        isUntouched(created);
        isUntouched(caller.put(at, body).isSuccess(200));
        isUntouched(caller.patch(at, body).isSuccess(200));

        isUntouched(caller.get(at).isSuccess(200));
        assertThat(CasesApi.callerFor(other)
                        .get("/api/cases")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(caller.get("/api/cases").json().path("total").asInt()).isEqualTo(1);
    }

    private static void isUntouched(Answer answer) {
        assertThat(answer.json().path("id").asString()).doesNotContain("00000000");
        assertThat(answer.json().path("fileCount").asInt()).isZero();
        assertThat(answer.json().path("createdAt").asString()).doesNotStartWith("2001");
        assertThat(answer.json().path("updatedAt").asString()).doesNotStartWith("2001");
        assertThat(answer.response().body()).doesNotContain("userId", "owner", "role");
    }

    @Test
    void doesNotLetTheClientChooseTheStatusOfANewCase() {
        Answer created = caller.post("/api/cases", "{\"name\":\"x\",\"status\":\"READY\"}");

        assertThat(created.isSuccess(201).json().path("status").asString()).isEqualTo("DRAFT");
    }

    private HttpRequest json(String method, String path, BodyPublisher body) {
        return caller.request(method, path, body, request -> request.header("Content-Type", "application/json"));
    }
}
