package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseListTest {

    private final Caller caller = CasesApi.newCaller();

    @Test
    void listsNothingForWhoHasNothing() {
        assertThat(caller.get("/api/cases").isSuccess(200).response().body())
                .isEqualTo("{\"items\":[],\"page\":0,\"size\":20,\"total\":0}");
    }

    @Test
    void listsTheNewestFirstUnlessToldOtherwise() {
        open("a", "b", "c");

        assertThat(names("")).containsExactly("c", "b", "a");
    }

    @ParameterizedTest
    @CsvSource({
        "sort=createdAt&order=asc, b A c",
        "sort=createdAt&order=desc, c A b",
        "sort=name&order=asc, A b c",
        "sort=name&order=desc, c b A",
        "sort=updatedAt&order=desc, A c b",
        "sort=updatedAt&order=asc, b c A",
        "order=asc, b A c",
    })
    void sortsByWhatIsAskedFor(String query, String expected) {
        open("b", "A", "c");
        caller.patch(address("A"), "{}").isSuccess(200);

        assertThat(names("?" + query)).containsExactly(expected.split(" "));
    }

    @Test
    void filtersByStatusAndTypeAndText() {
        open("Alpha", "Beta");
        caller.patch(address("Alpha"), "{\"status\":\"READY\",\"type\":\"FRAUD\"}")
                .isSuccess(200);
        caller.patch(address("Beta"), "{\"description\":\"mentions ALPHA and 100%_sure\"}")
                .isSuccess(200);

        assertThat(names("?status=READY")).containsExactly("Alpha");
        assertThat(names("?status=ERROR")).isEmpty();
        assertThat(names("?type=OTHER")).containsExactly("Beta");
        assertThat(names("?type=FRAUD&status=DRAFT")).isEmpty();
        assertThat(names("?q=alpha&sort=name&order=asc")).containsExactly("Alpha", "Beta");
        assertThat(names("?q=alpha&status=READY")).containsExactly("Alpha");
        assertThat(names("?q=gamma")).isEmpty();
        assertThat(names("?status=&type=&q=")).hasSize(2);
    }

    @Test
    void takesTheTextLiterally() {
        open("50% off", "Snake_case", "Plain");

        assertThat(names("?q=%25")).containsExactly("50% off");
        assertThat(names("?q=_")).containsExactly("Snake_case");
        assertThat(names("?q=%5C")).isEmpty();
    }

    @Test
    void givesTheListInParts() {
        open("1", "2", "3", "4", "5");

        Answer middle =
                caller.get("/api/cases?sort=name&order=asc&page=1&size=2").isSuccess(200);

        assertThat(names(middle)).containsExactly("3", "4");
        assertThat(middle.json().path("page").asInt()).isEqualTo(1);
        assertThat(middle.json().path("size").asInt()).isEqualTo(2);
        assertThat(middle.json().path("total").asInt()).isEqualTo(5);
        assertThat(names("?sort=name&order=asc&page=2&size=2")).containsExactly("5");
        assertThat(names("?page=3&size=2")).isEmpty();
        assertThat(names("?page=2147483647&size=100")).isEmpty();
        assertThat(names("?size=100")).hasSize(5);
    }

    @Test
    void namesEveryParameterThatIsWrong() {
        caller.get("/api/cases?page=-1&size=0&sort=userId&order=up").isAboutFields("order", "page", "size", "sort");
        caller.get("/api/cases?size=101").isAboutFields("size");
        caller.get("/api/cases?size=1000000000").isAboutFields("size");
        caller.get("/api/cases?page=x").isAboutFields("page");
        caller.get("/api/cases?page=99999999999").isAboutFields("page");
        caller.get("/api/cases?status=DELETED").isAboutFields("status");
        caller.get("/api/cases?type=fraud").isAboutFields("type");
        caller.get("/api/cases?q=" + "x".repeat(101)).isAboutFields("q");
        caller.get("/api/cases?q=" + "x".repeat(100)).isSuccess(200);
        caller.get("/api/cases?q=%00").isAboutFields("q");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%zz", "q=%ff", "q=%", "unknown=%c0%80", "%80=x"})
    void rejectsAQueryThatIsNotEncoded(String query) throws IOException {
        assertThat(statusOfRawQuery(query)).startsWith("HTTP/1.1 400 ");
    }

    /** Over a socket: Java's own client sends no such thing. */
    private String statusOfRawQuery(String query) throws IOException {
        URI origin = URI.create(caller.origin());
        try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/cases?" + query + " HTTP/1.1\r\nHost: " + origin.getAuthority()
                                    + "\r\nAuthorization: Bearer " + caller.token() + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void open(String... names) {
        for (String name : names) {
            caller.open(name);
        }
    }

    private String address(String name) {
        return caller.get("/api/cases")
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals(name))
                .map(item -> "/api/cases/" + item.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private List<String> names(String query) {
        return names(caller.get("/api/cases" + query).isSuccess(200));
    }

    private static List<String> names(Answer answer) {
        return answer.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("name").asString())
                .toList();
    }
}
