package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Client.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The operations of a user on tasks of their own. */
class TasksTest {

    private final TestApp.Person person = TestApp.newPerson();
    private final Client client = person.client();

    @Test
    void createsATaskThatCanBeFoundWhereTheAnswerSays() {
        Reply created = client.post("/api/tasks", "{\"title\":\"Buy milk\",\"description\":\"2 litres\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().propertyNames())
                .containsExactly("id", "title", "description", "completed", "createdAt", "updatedAt");
        assertThat(created.at("/title")).isEqualTo("Buy milk");
        assertThat(created.at("/description")).isEqualTo("2 litres");
        assertThat(created.json().at("/completed").booleanValue()).isFalse();
        assertThat(Instant.parse(created.at("/createdAt"))).isEqualTo(Instant.parse(created.at("/updatedAt")));
        assertThat(created.header("Location")).contains("/api/tasks/" + created.at("/id"));

        Reply found = client.get(created.header("Location").orElseThrow());
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json()).isEqualTo(created.json());
    }

    @Test
    void replacesTitleAndDescription() {
        String id = person.addTask("Buy milk");

        Reply replaced = client.put("/api/tasks/" + id, "{\"title\":\"Buy bread\",\"description\":\"rye\"}");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.at("/title")).isEqualTo("Buy bread");
        assertThat(replaced.at("/description")).isEqualTo("rye");

        assertThat(client.put("/api/tasks/" + id, "{\"title\":\"Buy bread\"}")
                        .json()
                        .at("/description")
                        .isNull())
                .isTrue();
    }

    @Test
    void togglesCompletion() {
        String id = person.addTask("Buy milk");

        Reply done = client.patch("/api/tasks/" + id + "/complete");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().at("/completed").booleanValue()).isTrue();
        assertThat(client.patch("/api/tasks/" + id + "/complete")
                        .json()
                        .at("/completed")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void deletesATaskForGood() {
        String id = person.addTask("Buy milk");

        Reply deleted = client.delete("/api/tasks/" + id);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.text()).isEmpty();
        assertThat(client.get("/api/tasks/" + id).status()).isEqualTo(404);
        assertThat(client.delete("/api/tasks/" + id).status()).isEqualTo(404);
    }

    @Test
    void filtersAndSorts() {
        person.addTask("bread");
        String apples = person.addTask("Apples");
        person.addTask("cheese");
        client.patch("/api/tasks/" + apples + "/complete");

        assertThat(titles("")).containsExactly("cheese", "Apples", "bread");
        assertThat(titles("?status=all&sort=created")).containsExactly("cheese", "Apples", "bread");
        assertThat(titles("?sort=title")).containsExactly("Apples", "bread", "cheese");
        assertThat(titles("?status=pending&sort=title")).containsExactly("bread", "cheese");
        assertThat(titles("?status=completed")).containsExactly("Apples");
    }

    @Test
    void answersAnEmptyListToWhoHasNone() {
        Reply none = client.get("/api/tasks");

        assertThat(none.status()).isEqualTo(200);
        assertThat(none.text()).isEqualTo("{\"tasks\":[]}");
    }

    @Test
    void saysThatAnUnknownTaskIsNotThere() {
        Reply unknown = client.get("/api/tasks/" + UUID.randomUUID());

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void takesAThousandTasksOfOneUserAndNoMore() {
        TestApp.strings(
                "insert into tasks_api.tasks (user_id, title) select ?, 'Task ' || n from generate_series(1, ?) n",
                person.id(),
                Tasks.MOST_PER_USER - 1);

        assertThat(client.post("/api/tasks", "{\"title\":\"the last\"}").status())
                .isEqualTo(201);
        Reply rejected = client.post("/api/tasks", "{\"title\":\"one too many\"}");
        assertThat(rejected.status()).isEqualTo(409);
        assertThat(rejected.at("/code")).isEqualTo("too_many_tasks");
        assertThat(titles("")).hasSize(Tasks.MOST_PER_USER);
    }

    @Test
    void tellsItsHealthWithoutAToken() {
        Reply health = TestApp.client().get("/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.at("/status")).isEqualTo("UP");
        assertThat(health.at("/database")).isEqualTo("UP");
    }

    private List<String> titles(String query) {
        Reply reply = client.get("/api/tasks" + query);
        assertThat(reply.status()).isEqualTo(200);
        List<String> titles = new ArrayList<>();
        for (JsonNode task : reply.json().at("/tasks")) {
            titles.add(task.at("/title").asString());
        }
        return titles;
    }
}
