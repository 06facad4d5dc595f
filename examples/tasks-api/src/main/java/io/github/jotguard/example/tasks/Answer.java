package io.github.jotguard.example.tasks;

import io.github.jotguard.example.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The response of a route: a status, a body for JSON unless null, and headers. */
record Answer(int status, @Nullable Object body, Map<String, String> headers) {

    static Answer ok(Object body) {
        return new Answer(200, body, Map.of());
    }

    static Answer created(Object body) {
        return new Answer(201, body, Map.of());
    }

    static Answer created(String location, Object body) {
        return new Answer(201, body, Map.of("Location", location));
    }

    static Answer noContent() {
        return new Answer(204, null, Map.of());
    }

    static Answer problem(ApiException problem) {
        return new Answer(problem.status(), problem.json(), problem.headers());
    }

    void sendOn(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        if (body == null) {
            return;
        }
        byte[] json = Json.write(body);
        response.setContentType(status < 400 ? "application/json" : "application/problem+json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
