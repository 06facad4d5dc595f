package io.github.jotguard.example.support;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a problem document (RFC 9457), which holds nothing of the request. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String RETRY_AFTER_SECONDS = "5";

    private final int status;
    private final String code;
    private final @Nullable String field;

    private Problem(int status, String code, String detail, @Nullable String field) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    Problem(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    static Problem invalidField(String field, String message) {
        return new Problem(400, "invalid_fields", message, field);
    }

    static Problem userNotFound() {
        return new Problem(404, "user_not_found", "User not found");
    }

    static Problem noActiveSession() {
        return new Problem(404, "no_active_session", "No active session");
    }

    static Problem databaseUnavailable() {
        return new Problem(503, "database_unavailable", "The database cannot be used at the moment");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    void sendOn(HttpServletResponse response) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "about:blank");
        json.put("title", title(status));
        json.put("status", status);
        json.put("code", code);
        json.put("detail", String.valueOf(getMessage()));
        if (field != null) {
            json.put("errors", List.of(Map.of("field", field, "message", String.valueOf(getMessage()))));
        }
        if (status == 503) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        JsonResponse.send(response, status, "application/problem+json", json);
    }

    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Client Error" : "Server Error";
        };
    }
}
