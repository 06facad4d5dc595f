package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import io.github.jotguard.example.cases.Endpoints.OfOneCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two users, every endpoint: neither sees, changes or learns of what the other has. */
class IsolationTest {

    private final Caller ada = CasesApi.newCaller();
    private final Caller grace = CasesApi.newCaller();

    @Test
    void answersForAnotherUsersCaseAsForOneThatNeverWas() {
        Answer created = ada.open("Secret of Ada");
        String at = created.header("Location");

        for (OfOneCase endpoint : Endpoints.ofOneCase()) {
            Answer foreign = endpoint.call(grace, at).isProblem(404, "not_found");
            Answer unknown = endpoint.call(grace, Endpoints.ANY_ID).isProblem(404, "not_found");

            assertThat(foreign.response().body())
                    .as(endpoint.method())
                    .isEqualTo(unknown.response().body());
            assertThat(headerNames(foreign)).isEqualTo(headerNames(unknown));
        }

        assertThat(ada.get(at).json()).isEqualTo(created.json());
    }

    @Test
    void doesNotTellByAPreconditionWhetherAnotherUsersCaseExists() {
        Answer created = ada.open("Versioned");

        grace.put(created.header("Location"), "{\"name\":\"x\"}", "If-Match", "\"0\"")
                .isProblem(404, "not_found");
        grace.delete(created.header("Location"), "If-Match", created.header("ETag"))
                .isProblem(404, "not_found");
    }

    @Test
    void listsOnlyTheCallersOwn() {
        ada.open("Of Ada");
        grace.open("Of Grace");

        for (String query : List.of("", "?q=of", "?type=OTHER", "?status=DRAFT", "?sort=name&size=100")) {
            Answer list = grace.get("/api/cases" + query).isSuccess(200);
            assertThat(list.json().path("total").asInt()).as(query).isEqualTo(1);
            assertThat(list.response().body()).contains("Of Grace").doesNotContain("Of Ada");
        }
    }

    @Test
    void tellsEachWhoTheyAreThoughManyAskAtOnce() {
        Map<Caller, String> ids = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            String id = CasesApi.newUser();
            ids.put(CasesApi.callerFor(id), id);
        }

        List<CompletableFuture<Void>> asked = IntStream.range(0, 50)
                .boxed()
                .flatMap(round -> ids.entrySet().stream())
                .map(entry -> entry.getKey()
                        .sendAsync("GET", "/api/auth/me", "")
                        .thenAccept(me ->
                                assertThat(me.json().path("id").asString()).isEqualTo(entry.getValue())))
                .toList();

        asked.forEach(CompletableFuture::join);
    }

    private static List<String> headerNames(Answer answer) {
        return answer.response().headers().map().keySet().stream().sorted().toList();
    }
}
