package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document says what the API does. */
class DocumentationTest {

    private static final JsonNode DOCS = CasesApi.nobody().get("/v3/api-docs").json();

    private final Caller caller = CasesApi.newCaller();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get|/api/auth/me|",
                "get|/api/cases|",
                "post|/api/cases|{\"name\":\"x\"}",
                "get|/api/cases/{id}|",
                "put|/api/cases/{id}|{\"name\":\"x\"}",
                "patch|/api/cases/{id}|{}",
                "delete|/api/cases/{id}|"
            })
    void namesTheStatusThatEveryOperationAnswersWith(String method, String path, String body) {
        String at = path.replace("/api/cases/{id}", caller.openAt("Documented"));

        int status = caller.send(method.toUpperCase(Locale.ROOT), at, body == null ? "" : body)
                .status();

        assertThat(statuses(method, path).filter(documented -> documented.startsWith("2")))
                .containsExactly(Integer.toString(status));
    }

    @Test
    void namesEveryOperationThatThereIs() {
        assertThat(operations()).hasSize(7).allSatisfy(operation -> {
            assertThat(operation.path("summary").asString()).isNotEmpty();
            assertThat(operation.path("responses").propertyNames()).contains("400", "401", "503");
        });
        assertThat(DOCS.path("tags").toString() + operations()).doesNotContain("controller");
    }

    @Test
    void namesTheProblemsOfEveryOperation() {
        String at = caller.openAt("Documented");
        String none = Endpoints.ANY_ID;
        String stale = "\"0\"";

        isDocumented("get", "/api/cases", caller.get("/api/cases?page=x"));
        isDocumented("get", "/api/cases", CasesApi.nobody().get("/api/cases"));
        isDocumented("get", "/api/auth/me", CasesApi.nobody().get("/api/auth/me"));
        isDocumented("get", "/api/cases/{id}", caller.get(none));
        isDocumented("post", "/api/cases", caller.post("/api/cases", "{}"));
        isDocumented("post", "/api/cases", caller.post("/api/cases", "x".repeat(65_537)));
        isDocumented("post", "/api/cases", caller.send("POST", "/api/cases", ""));
        for (String method : List.of("put", "patch", "delete")) {
            String body = method.equals("delete") ? "" : "{\"name\":\"x\"}";
            isDocumented(method, "/api/cases/{id}", send(method, none, body));
            isDocumented(method, "/api/cases/{id}", send(method, at, body, "If-Match", stale));
        }
    }

    @Test
    void describesWhatABodyMayHold() {
        JsonNode schemas = DOCS.at("/components/schemas");

        for (String name : List.of("NewCase", "CaseContent", "CasePatch")) {
            JsonNode properties = schemas.path(name).path("properties");
            assertThat(properties.at("/name/maxLength").asInt()).as(name).isEqualTo(100);
            assertThat(properties.at("/description/maxLength").asInt()).as(name).isEqualTo(10_000);
        }
        assertThat(schemas.path("NewCase").path("required").toString()).isEqualTo("[\"name\"]");
        assertThat(schemas.path("CaseContent").path("required").toString()).isEqualTo("[\"name\"]");
        assertThat(schemas.path("CasePatch").has("required")).isFalse();
        JsonNode patch = operation("patch", "/api/cases/{id}").at("/requestBody/content");
        assertThat(patch.propertyNames()).containsExactlyInAnyOrder("application/json", "application/merge-patch+json");
        assertThat(patch).allSatisfy(type -> assertThat(type.at("/schema/$ref").asString())
                .endsWith("/CasePatch"));
    }

    @Test
    void namesNoCallerAmongTheParameters() {
        assertThat(operations()).allSatisfy(operation -> assertThat(operation.path("parameters"))
                .noneSatisfy(parameter ->
                        assertThat(parameter.path("name").asString()).isIn("caller", "user")));
    }

    @Test
    void describesParametersAndTokensAsTheyAreSent() {
        JsonNode ifMatch = parameter("patch", "/api/cases/{id}", "If-Match");
        assertThat(ifMatch.at("/schema/type").asString()).isEqualTo("string");
        assertThat(ifMatch.path("required").asBoolean()).isFalse();
        assertThat(parameter("get", "/api/cases", "q").at("/schema/maxLength").asInt())
                .isEqualTo(100);
        assertThat(DOCS.at("/components/securitySchemes/bearer/description").asString())
                .contains("without Bearer");
        assertThat(DOCS.at("/components/schemas/Problem/properties/code/type").asString())
                .isEqualTo("string");
    }

    private static void isDocumented(String method, String path, Answer answer) {
        assertThat(answer.status()).isBetween(400, 499);
        JsonNode documented = operation(method, path).path("responses").path(Integer.toString(answer.status()));
        assertThat(documented
                        .at("/content/application~1problem+json/schema/$ref")
                        .asString())
                .as(method + " " + path + " " + answer.status())
                .endsWith("/Problem");
    }

    private Answer send(String method, String path, String body, String... headers) {
        return caller.send(method.toUpperCase(Locale.ROOT), path, body, headers);
    }

    private static Stream<String> statuses(String method, String path) {
        return operation(method, path).path("responses").propertyNames().stream();
    }

    private static JsonNode operation(String method, String path) {
        return DOCS.path("paths").path(path).path(method);
    }

    private static JsonNode parameter(String method, String path, String name) {
        return operation(method, path)
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> operations() {
        return DOCS.path("paths").valueStream().flatMap(JsonNode::valueStream).toList();
    }
}
