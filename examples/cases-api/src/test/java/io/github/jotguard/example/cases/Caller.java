package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who calls the API.
 *
 * @param origin where it is
 * @param token sent with every request, unless empty
 */
record Caller(String origin, String token) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final JsonMapper JSON = new JsonMapper();

    /** An answer, with its body read as JSON where it is. */
    record Answer(int status, HttpResponse<String> response) {

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        List<String> headers(String name) {
            return response.headers().allValues(name);
        }

        /** Checks that it is a problem document of this status and code. */
        Answer isProblem(int expectedStatus, String code) {
            assertThat(status).as(response.body()).isEqualTo(expectedStatus);
            assertThat(header("Content-Type")).startsWith("application/problem+json");
            assertThat(json().path("code").asString()).isEqualTo(code);
            assertThat(json().path("status").asInt()).isEqualTo(expectedStatus);
            assertThat(json().path("type").asString()).isEqualTo("about:blank");
            assertThat(json().path("title").asString()).isNotEmpty();
            assertThat(json().path("detail").asString()).isNotEmpty();
            return this;
        }

        /** Checks that it is a problem document about just these fields. */
        Answer isAboutFields(String... fields) {
            isProblem(400, "validation_failed");
            assertThat(json().path("errors")
                            .valueStream()
                            .map(error -> error.path("field").asString())
                            .toList())
                    .containsExactly(fields);
            return this;
        }

        Answer isSuccess(int expectedStatus) {
            assertThat(status).as(response.body()).isEqualTo(expectedStatus);
            return this;
        }
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer put(String path, String json, String... headers) {
        return send("PUT", path, json, headers);
    }

    Answer patch(String path, String json, String... headers) {
        return send("PATCH", path, json, headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** Makes a case with this name. */
    Answer open(String name) {
        return post("/api/cases", "{\"name\":\"" + name + "\"}").isSuccess(201);
    }

    /** Makes a case and gives its address. */
    String openAt(String name) {
        return open(name).header("Location");
    }

    Answer send(String method, String path, String json, String... headers) {
        return send(
                request(method, path, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json), r -> {
                    if (!json.isEmpty()) {
                        r.header("Content-Type", "application/json");
                    }
                    if (headers.length > 0) {
                        r.headers(headers);
                    }
                }));
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError(request + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends, and does not wait for the answer. */
    CompletableFuture<Answer> sendAsync(String method, String path, String json) {
        HttpRequest request =
                request(method, path, BodyPublishers.ofString(json), r -> r.header("Content-Type", "application/json"));
        return HTTP.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response));
    }

    HttpRequest request(String method, String path, BodyPublisher body, Consumer<HttpRequest.Builder> more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        more.accept(request);
        return request.build();
    }
}
