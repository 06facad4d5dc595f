package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that means something to SQL, to a browser or to a logger is text. */
class InjectionTest {

    private static final List<String> INJECTIONS = List.of(
            "' OR 1=1 --",
            "'; drop table cases; --",
            "x' union select id, email, name from \"user\" --",
            "$1",
            ":owner",
            "${jndi:ldap://127.0.0.1/x}",
            "\\'; select pg_sleep(10); --");

    private final Caller caller = CasesApi.newCaller();

    @Test
    void storesWhatLooksLikeSqlOrMarkupAsItIs() {
        String at = caller.openAt("Target");
        for (String text : INJECTIONS) {
            String json = text.replace("\\", "\\\\").replace("\"", "\\\"");
            String body = "{\"name\":\"" + json + "\",\"description\":\"" + json + "\"}";

            Answer created = caller.post("/api/cases", body).isSuccess(201);
            Answer changed = caller.put(at, body).isSuccess(200);

            assertThat(created.json().path("name").asString()).isEqualTo(text);
            assertThat(changed.json().path("description").asString()).isEqualTo(text);
        }
        String script = "<script>alert(1)</script>";
        Answer markup = caller.get(caller.openAt(script));
        assertThat(markup.json().path("name").asString()).isEqualTo(script);
        assertThat(markup.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void searchesForWhatLooksLikeSqlAsItIs() {
        caller.open("Harmless");
        CasesApi.newCaller().open("Of somebody else");

        for (String text : INJECTIONS) {
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
            assertThat(caller.get("/api/cases?q=" + encoded)
                            .isSuccess(200)
                            .json()
                            .path("total")
                            .asInt())
                    .isZero();
            for (String parameter : List.of("sort", "order", "page", "size", "status", "type")) {
                caller.get("/api/cases?" + parameter + "=" + encoded).isAboutFields(parameter);
            }
            caller.get("/api/cases/"
                            + encoded.replace("+", "%20").replace("%5C", "").replace("%2F", ""))
                    .isProblem(404, "not_found");
            caller.get("/api/cases?unknown=" + encoded).isSuccess(200);
        }
        assertThat(caller.get("/api/cases").json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void takesASubjectThatLooksLikeSqlAsItIs() {
        for (String subject : INJECTIONS) {
            CasesApi.callerFor(subject).get("/api/auth/me").isProblem(401, "user_not_found");
        }
        String strange = TestDatabase.addUser("' OR 1=1 --", "Strange", "strange@example.test");

        Caller owner = CasesApi.callerFor(strange);
        owner.open("Mine");

        assertThat(owner.get("/api/cases").json().path("total").asInt()).isEqualTo(1);
        assertThat(owner.get("/api/auth/me").json().path("name").asString()).isEqualTo("Strange");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "user-1\u0000", "", " ", "\uD83D\uDE00"})
    void knowsNoUserUnderASubjectThatCannotBeStored(String subject) {
        CasesApi.callerFor(subject).get("/api/auth/me").isProblem(401, "user_not_found");
        CasesApi.callerFor(subject).post("/api/cases", "{\"name\":\"x\"}").isProblem(401, "user_not_found");
    }

    @Test
    void knowsNoUserUnderAVeryLongSubject() {
        CasesApi.callerFor("u".repeat(8_000)).get("/api/auth/me").isProblem(401, "user_not_found");
    }
}
