package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import org.junit.jupiter.api.Test;

class MeTest {

    @Test
    void tellsCallersWhatBetterAuthKnowsOfThem() {
        String id = CasesApi.newUser();

        Answer me = CasesApi.callerFor(id).get("/api/auth/me").isSuccess(200);

        assertThat(me.header("Content-Type")).startsWith("application/json");
        assertThat(me.response().body())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"Name of " + id + "\",\"email\":\"" + id
                        + "@example.test\",\"image\":null}");
    }

    @Test
    void believesTheTableRatherThanTheToken() {
        String id = CasesApi.newUser();
        TestDatabase.sql()
                .sql("update \"user\" set name = 'Renamed', image = 'https://example.test/a.png' where id = :id")
                .param("id", id)
                .update();

        Answer me = CasesApi.callerWith(token -> token.subject(id).name("Old").email("old@example.test"))
                .get("/api/auth/me");

        assertThat(me.json().path("name").asString()).isEqualTo("Renamed");
        assertThat(me.json().path("email").asString()).isEqualTo(id + "@example.test");
        assertThat(me.json().path("image").asString()).isEqualTo("https://example.test/a.png");
    }

    @Test
    void keepsAnswersOutOfCaches() {
        Answer me = CasesApi.newCaller().get("/api/auth/me");

        assertThat(me.header("Cache-Control")).isEqualTo("no-store");
        assertThat(me.headers("Vary")).contains("Authorization");
        assertThat(me.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void setsNoCookie() {
        assertThat(CasesApi.newCaller().get("/api/auth/me").headers("Set-Cookie"))
                .isEmpty();
    }
}
