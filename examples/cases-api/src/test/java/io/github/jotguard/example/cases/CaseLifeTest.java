package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rows of the contract that are about one case. */
class CaseLifeTest {

    private static final String UNKNOWN = "/api/cases/00000000-0000-0000-0000-000000000000";

    private final Caller caller = CasesApi.newCaller();

    @Test
    void opensACaseWithDefaults() {
        Instant before = Instant.now().minusSeconds(5);

        Answer created = caller.post("/api/cases", "{\"name\":\"Estate\"}").isSuccess(201);

        JsonNode one = created.json();
        assertThat(one.propertyNames())
                .containsExactly("id", "name", "description", "type", "status", "fileCount", "createdAt", "updatedAt");
        assertThat(created.header("Location"))
                .isEqualTo("/api/cases/" + one.path("id").asString());
        assertThat(created.header("ETag")).matches("\"[0-9a-f]+\"");
        assertThat(one.path("name").asString()).isEqualTo("Estate");
        assertThat(one.path("description").isNull()).isTrue();
        assertThat(one.path("type").asString()).isEqualTo("OTHER");
        assertThat(one.path("status").asString()).isEqualTo("DRAFT");
        assertThat(one.path("fileCount").asInt()).isZero();
        assertThat(Instant.parse(one.path("createdAt").asString())).isAfter(before);
        assertThat(one.path("updatedAt")).isEqualTo(one.path("createdAt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FRAUD", "CORPORATE", "CIVIL", "CRIMINAL", "OTHER"})
    void opensACaseOfEveryType(String type) {
        Answer created = caller.post(
                "/api/cases", "{\"name\":\"Any\",\"description\":\"Long\\nstory\",\"type\":\"" + type + "\"}");

        assertThat(created.json().path("type").asString()).isEqualTo(type);
        assertThat(created.json().path("description").asString()).isEqualTo("Long\nstory");
    }

    @Test
    void readsWhatWasWrittenUnderTheSameTag() {
        Answer created = caller.open("Read me");

        Answer read = caller.get(created.header("Location")).isSuccess(200);

        assertThat(read.json()).isEqualTo(created.json());
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
    }

    @Test
    void sendsNothingAgainToWhoHasTheVersion() {
        Answer created = caller.open("Known");

        Answer read = caller.send("GET", created.header("Location"), "", "If-None-Match", created.header("ETag"));

        assertThat(read.status()).isEqualTo(304);
        assertThat(read.response().body()).isEmpty();
    }

    @Test
    void replacesWhatCanBeChangedAndGivesTheRestItsDefault() {
        String at = caller.post("/api/cases", "{\"name\":\"Before\",\"description\":\"Old\",\"type\":\"FRAUD\"}")
                .header("Location");

        Answer full = caller.put(
                        at, "{\"name\":\"After\",\"description\":\"New\",\"type\":\"CIVIL\",\"status\":\"READY\"}")
                .isSuccess(200);
        assertThat(full.json().path("name").asString()).isEqualTo("After");
        assertThat(full.json().path("description").asString()).isEqualTo("New");
        assertThat(full.json().path("type").asString()).isEqualTo("CIVIL");
        assertThat(full.json().path("status").asString()).isEqualTo("READY");

        Answer bare = caller.put(at, "{\"name\":\"Bare\"}").isSuccess(200);
        assertThat(bare.json().path("description").isNull()).isTrue();
        assertThat(bare.json().path("type").asString()).isEqualTo("OTHER");
        assertThat(bare.json().path("status").asString()).isEqualTo("DRAFT");
        assertThat(caller.get(at).json()).isEqualTo(bare.json());
    }

    @Test
    void takesBackACaseAsItWasRead() {
        Answer created = caller.open("Round trip");

        Answer sentBack = caller.put(
                        created.header("Location"), created.response().body(), "If-Match", created.header("ETag"))
                .isSuccess(200);

        assertThat(sentBack.json().path("name").asString()).isEqualTo("Round trip");
        assertThat(sentBack.json().path("createdAt")).isEqualTo(created.json().path("createdAt"));
    }

    @Test
    void changesOnlyWhatAPatchNames() {
        String at = caller.post("/api/cases", "{\"name\":\"Keep\",\"description\":\"Keep too\",\"type\":\"FRAUD\"}")
                .header("Location");

        Answer patched = caller.patch(at, "{\"status\":\"PROCESSING\"}").isSuccess(200);

        assertThat(patched.json().path("name").asString()).isEqualTo("Keep");
        assertThat(patched.json().path("description").asString()).isEqualTo("Keep too");
        assertThat(patched.json().path("type").asString()).isEqualTo("FRAUD");
        assertThat(patched.json().path("status").asString()).isEqualTo("PROCESSING");
        assertThat(caller.patch(at, "{}").isSuccess(200).json().path("status").asString())
                .isEqualTo("PROCESSING");
    }

    @Test
    void removesWhatAPatchSetsToNull() {
        String at = caller.post("/api/cases", "{\"name\":\"Keep\",\"description\":\"Go\",\"type\":\"FRAUD\"}")
                .header("Location");

        Answer patched =
                caller.patch(at, "{\"description\":null,\"type\":null}").isSuccess(200);

        assertThat(patched.json().path("description").isNull()).isTrue();
        assertThat(patched.json().path("type").asString()).isEqualTo("OTHER");
        caller.patch(at, "{\"name\":null}").isAboutFields("name");
    }

    @Test
    void takesAPatchUnderItsOwnMediaType() {
        String at = caller.openAt("Patch");

        Answer patched = caller.send(caller.request(
                "PATCH",
                at,
                BodyPublishers.ofString("{\"name\":\"Merged\"}"),
                request -> request.header("Content-Type", "application/merge-patch+json")));

        assertThat(patched.isSuccess(200).json().path("name").asString()).isEqualTo("Merged");
    }

    @Test
    void givesEveryChangeANewTagAndALaterTime() {
        Answer created = caller.open("Tag");
        String at = created.header("Location");

        Answer first = caller.patch(at, "{\"name\":\"One\"}");
        Answer second = caller.patch(at, "{\"name\":\"Two\"}");

        assertThat(first.header("ETag")).isNotEqualTo(created.header("ETag"));
        assertThat(second.header("ETag")).isNotEqualTo(first.header("ETag"));
        assertThat(time(first)).isAfter(time(created));
        assertThat(time(second)).isAfter(time(first));
        assertThat(second.json().path("createdAt")).isEqualTo(created.json().path("createdAt"));
    }

    @Test
    void refusesToOverwriteAVersionTheCallerHasNotSeen() {
        Answer created = caller.open("Contested");
        String at = created.header("Location");
        String stale = created.header("ETag");
        String current = caller.patch(at, "{\"name\":\"Mine\"}", "If-Match", stale)
                .isSuccess(200)
                .header("ETag");

        caller.put(at, "{\"name\":\"Yours\"}", "If-Match", stale).isProblem(412, "stale");
        caller.patch(at, "{\"name\":\"Yours\"}", "If-Match", stale).isProblem(412, "stale");
        caller.delete(at, "If-Match", stale).isProblem(412, "stale");
        caller.delete(at, "If-Match", "W/" + current).isProblem(412, "stale");
        caller.delete(at, "If-Match", "nonsense").isProblem(412, "stale");

        assertThat(caller.get(at).json().path("name").asString()).isEqualTo("Mine");
        caller.delete(at, "If-Match", "\"other\", " + current).isSuccess(204);
    }

    @Test
    void takesAnyVersionThatExistsForAStar() {
        String at = caller.openAt("Star");

        caller.put(at, "{\"name\":\"Any\"}", "If-Match", "*").isSuccess(200);
        caller.put(UNKNOWN, "{\"name\":\"Any\"}", "If-Match", "*").isProblem(404, "not_found");
    }

    @Test
    void hidesADeletedCaseForGoodAndKeepsItsRow() {
        Answer created = caller.open("Delete me");
        String at = created.header("Location");

        Answer deleted = caller.delete(at).isSuccess(204);

        assertThat(deleted.response().body()).isEmpty();
        caller.get(at).isProblem(404, "not_found");
        caller.put(at, "{\"name\":\"Back\"}").isProblem(404, "not_found");
        caller.patch(at, "{\"name\":\"Back\"}").isProblem(404, "not_found");
        caller.delete(at).isProblem(404, "not_found");
        assertThat(caller.get("/api/cases").json().path("total").asInt()).isZero();
        assertThat(TestDatabase.sql()
                        .sql("select deleted_at is not null from cases where id = cast(:id as uuid)")
                        .param("id", created.json().path("id").asString())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {UNKNOWN, "/api/cases/1", "/api/cases/not-an-id", "/api/cases/%27%20OR%201=1%20--"})
    void findsNothingUnderAnIdThatIsUnknownOrNone(String path) {
        caller.get(path).isProblem(404, "not_found");
        caller.put(path, "{\"name\":\"x\"}").isProblem(404, "not_found");
        caller.patch(path, "{\"name\":\"x\"}").isProblem(404, "not_found");
        caller.delete(path).isProblem(404, "not_found");
    }

    private static Instant time(Answer answer) {
        return Instant.parse(answer.json().path("updatedAt").asString());
    }
}
