package io.github.jotguard.example.issuer;

import com.sun.net.httpserver.HttpExchange;
import io.github.jotguard.example.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP response: a status, headers, and JSON or nothing at all. */
final class Answer {

    private final int status;
    private final byte[] body;
    private final List<Header> headers = new ArrayList<>();

    private Answer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    static Answer json(int status, @Nullable Object value) {
        return new Answer(status, Json.write(value)).with("Content-Type", "application/json");
    }

    static Answer empty(int status) {
        return new Answer(status, new byte[0]);
    }

    static Answer error(int status, String code, String message) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("code", code);
        return json(status, error);
    }

    /** Adds a header; one of the same name stays beside it. */
    Answer with(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    void sendOn(HttpExchange exchange) throws IOException {
        for (Header header : headers) {
            exchange.getResponseHeaders().add(header.name(), header.value());
        }
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean noBody = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, noBody ? -1 : body.length);
        if (!noBody) {
            exchange.getResponseBody().write(body);
        }
    }

    private record Header(String name, String value) {}
}
