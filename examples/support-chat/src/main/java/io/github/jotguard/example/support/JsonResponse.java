package io.github.jotguard.example.support;

import io.github.jotguard.example.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes a body of JSON. */
final class JsonResponse {

    private JsonResponse() {}

    static void send(HttpServletResponse response, int status, String contentType, Object body) throws IOException {
        byte[] json = Json.write(body);
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
