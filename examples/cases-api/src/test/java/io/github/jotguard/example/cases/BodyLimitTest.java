package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitTest {

    private static final int TEN_MEGABYTES = 10_000_000;
    private static final int BODY_LIMIT = 65_536;

    private final Caller caller = CasesApi.newCaller();

    @Test
    void takesABodyUpToTheLimit() {
        assertThat(caller.post("/api/cases", bodyOf(BODY_LIMIT)).status()).isEqualTo(201);

        caller.post("/api/cases", bodyOf(BODY_LIMIT + 1)).isProblem(413, "body_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /api/cases", "PUT " + Endpoints.ANY_ID, "PATCH " + Endpoints.ANY_ID})
    void rejectsTenMegabytesHoweverTheyAreSent(String endpoint) {
        String[] parts = endpoint.split(" ");
        byte[] body = bodyOf(TEN_MEGABYTES).getBytes(StandardCharsets.US_ASCII);

        Answer announced = caller.send(json(parts[0], parts[1], BodyPublishers.ofByteArray(body)));
        Answer chunked = caller.send(
                json(parts[0], parts[1], BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        announced.isProblem(413, "body_too_large");
        chunked.isProblem(413, "body_too_large");
    }

    @Test
    void tellsWhoHasNoTokenSoWhateverTheySend() {
        Caller nobody = CasesApi.nobody();

        nobody.send(nobody.request(
                        "PUT",
                        Endpoints.ANY_ID,
                        BodyPublishers.ofString(bodyOf(TEN_MEGABYTES)),
                        request -> request.header("Content-Type", "application/x-www-form-urlencoded")))
                .isProblem(401, "missing_token");
    }

    private HttpRequest json(String method, String path, BodyPublisher body) {
        return caller.request(method, path, body, request -> request.header("Content-Type", "application/json"));
    }

    /** A good body of so many bytes. */
    private static String bodyOf(int bytes) {
        String frame = "{\"name\":\"x\",\"padding\":\"\"}";
        return frame.replace("\"\"}", "\"" + "p".repeat(bytes - frame.length()) + "\"}");
    }
}
