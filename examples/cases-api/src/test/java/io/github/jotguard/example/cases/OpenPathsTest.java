package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths that are open without a token. All others are not. */
class OpenPathsTest {

    private final Caller nobody = CasesApi.nobody();

    @ParameterizedTest
    @ValueSource(strings = {"", "/liveness", "/readiness"})
    void showsHealthAndNothingOfWhatIsBehindIt(String group) {
        Answer health = nobody.get("/actuator/health" + group).isSuccess(200);

        assertThat(health.json().path("status").asString()).isEqualTo("UP");
        assertThat(health.response().body()).doesNotContain("PostgreSQL", "127.0.0.1", "details");
    }

    @Test
    void documentsTheApi() {
        Answer docs = nobody.get("/v3/api-docs").isSuccess(200);

        assertThat(docs.json().path("paths").propertyNames())
                .containsExactlyInAnyOrder("/api/auth/me", "/api/cases", "/api/cases/{id}");
        assertThat(docs.json().path("paths").path("/api/cases/{id}").propertyNames())
                .containsExactlyInAnyOrder("get", "put", "patch", "delete");
        assertThat(docs.json().at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(docs.json().at("/components/schemas/Case/properties").propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "description", "type", "status", "fileCount", "createdAt", "updatedAt");
        assertThat(docs.json().at("/paths/~1api~1auth~1me/get/parameters").isMissingNode())
                .as("the caller is no parameter")
                .isTrue();
    }

    @Test
    void showsThePageOnTheDocumentation() {
        assertThat(nobody.get("/swagger-ui.html").status()).isEqualTo(302);
        assertThat(nobody.get("/swagger-ui/index.html").isSuccess(200).header("Content-Type"))
                .startsWith("text/html");
        nobody.get("/v3/api-docs/swagger-config").isSuccess(200);
        nobody.get("/v3/api-docs.yaml").isSuccess(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/",
                "/api/auth/me",
                "/api/auth/me/",
                "/API/cases",
                "/api/cases",
                "/api/cases/1",
                "/actuator",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/heapdump",
                "/error",
                "/h2-console",
                "/v3/api-docs/../../api/cases",
                "/swagger-ui/..;/api/cases",
                "/actuator/health/%2e%2e/%2e%2e/api/cases",
                "/nothing"
            })
    void demandsATokenEverywhereElse(String path) {
        Answer answer = nobody.get(path);

        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.response().body()).doesNotContain("items", "\"email\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api/nothing", "/actuator/env", "/actuator/heapdump", "/"})
    void hasNothingThereForWhoHasOneEither(String path) {
        CasesApi.newCaller().get(path).isProblem(404, "not_found");
    }

    @Test
    void tellsWhichMethodsAndMediaTypesItKnows() {
        Caller caller = CasesApi.newCaller();

        Answer answer = caller.send("DELETE", "/api/cases", "").isProblem(405, "method_not_allowed");
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
        caller.send(caller.request(
                        "POST",
                        "/api/cases",
                        BodyPublishers.ofString("name=x"),
                        request -> request.header("Content-Type", "application/x-www-form-urlencoded")))
                .isProblem(415, "unsupported_media_type");
    }

    @Test
    void repeatsNothingOfWhatItRejects() {
        Caller caller = CasesApi.newCaller();

        for (Answer rejected : List.of(
                caller.get("/api/made-up"),
                caller.get("/api/cases/made-up"),
                caller.get("/api/cases?page=made-up"),
                caller.get("/api/cases?q=made-up%00"),
                caller.send("MADE-UP", "/api/cases", ""),
                caller.send("PUT", "/api/cases?made-up", "{\"made-up\":1}"),
                caller.post("/api/cases", "made-up"),
                caller.post("/api/cases", "{\"name\":\"x\",\"type\":\"made-up\"}"),
                caller.send("GET", "/api/cases", "", "Accept", "made/up"),
                caller.send(caller.request(
                        "POST",
                        "/api/cases",
                        BodyPublishers.ofString("{}"),
                        request -> request.header("Content-Type", "made/up"))))) {
            assertThat(rejected.status()).isBetween(400, 499);
            assertThat(rejected.header("Content-Type")).startsWith("application/problem+json");
            assertThat(rejected.response().body())
                    .doesNotContainIgnoringCase("made-up", "made/up", "/api/", "instance");
        }
    }
}
