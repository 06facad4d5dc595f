package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client.Reply;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two users, every endpoint: nobody sees, changes or even learns of what is another's. */
class IsolationTest {

    private final TestApp.Person ada = TestApp.newPerson();
    private final TestApp.Person bob = TestApp.newPerson();
    private String adasTask;
    private String before;

    @BeforeEach
    void giveAdaATask() {
        adasTask = "/api/tasks/" + ada.addTask("Ada's secret plan");
        before = ada.client().get(adasTask).text();
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "PUT, ''", "DELETE, ''", "PATCH, /complete"})
    void answersAboutSomebodyElsesTaskAsAboutOneThatDoesNotExist(String method, String action) {
        byte[] body = "{\"title\":\"Bob was here\"}".getBytes(StandardCharsets.UTF_8);

        Reply theirs = bob.client().send(method, adasTask + action, body, "Content-Type", "application/json");
        Reply unknown = bob.client()
                .send(method, "/api/tasks/" + UUID.randomUUID() + action, body, "Content-Type", "application/json");

        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs.text()).isEqualTo(unknown.text());
        assertThat(ada.client().get(adasTask).text()).isEqualTo(before);
    }

    @Test
    void listsOnlyWhatIsTheCallersOwn() {
        bob.addTask("Bob's errand");

        assertThat(bob.client().get("/api/tasks").text())
                .contains("Bob's errand")
                .doesNotContain("secret plan");
        assertThat(ada.client().get("/api/tasks").text())
                .contains("secret plan")
                .doesNotContain("errand");
    }

    @Test
    void createsForTheCallerWhateverTheBodySays() {
        Reply created = bob.client().post("/api/tasks", """
                        {"title":"x","id":"00000000-0000-4000-8000-000000000000","userId":"%1$s","user_id":"%1$s",
                        "owner":"%1$s","completed":true,"createdAt":"1970-01-01T00:00:00Z","role":"admin"}""".formatted(ada.id()));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/id")).isNotEqualTo("00000000-0000-4000-8000-000000000000");
        assertThat(created.json().at("/completed").booleanValue()).isFalse();
        assertThat(TestApp.strings("select user_id::text from tasks_api.tasks where id = ?::uuid", created.at("/id")))
                .containsExactly(bob.id().toString());
        assertThat(ada.client().get("/api/tasks").json().at("/tasks").size()).isEqualTo(1);
    }

    @Test
    void tellsEachWhoTheyAreAndLogsOutOnlyWhoAsks() {
        assertThat(ada.client().get("/api/auth/verify").at("/user/id"))
                .isEqualTo(ada.id().toString());
        assertThat(bob.client().get("/api/auth/verify").at("/user/id"))
                .isEqualTo(bob.id().toString());

        bob.client().post("/api/auth/logout", "");

        assertThat(ada.client().get("/api/auth/verify").status()).isEqualTo(200);
        assertThat(bob.client().get("/api/auth/verify").status()).isEqualTo(401);
    }
}
