package io.github.jotguard.example.tasks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that is answered with a problem document (RFC 9457). Nothing of the request is in it but names of our own fields. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    private ApiException(int status, String code, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = errors;
        this.headers = headers;
    }

    ApiException(int status, String code, String detail) {
        this(status, code, detail, List.of(), Map.of());
    }

    static ApiException invalidFields(List<FieldError> errors) {
        String names = String.join(
                ", ", errors.stream().map(FieldError::field).distinct().toList());
        return new ApiException(400, "invalid_fields", "These fields cannot be used: " + names, errors, Map.of());
    }

    static ApiException notFound() {
        return new ApiException(404, "not_found", "There is nothing here");
    }

    static ApiException methodNotAllowed(String allowed) {
        return new ApiException(
                405, "method_not_allowed", "Allowed here: " + allowed, List.of(), Map.of("Allow", allowed));
    }

    static ApiException unauthorized(String code, String detail) {
        return new ApiException(
                401, code, detail, List.of(), Map.of("WWW-Authenticate", "Bearer realm=\"" + TasksServer.REALM + "\""));
    }

    static ApiException tooManyAttempts(Duration wait) {
        return new ApiException(
                429,
                "too_many_attempts",
                "Too many attempts. Please try again later",
                List.of(),
                Map.of("Retry-After", Long.toString(wait.toSeconds() + 1)));
    }

    static ApiException databaseUnavailable() {
        return new ApiException(
                503,
                "database_unavailable",
                "The database cannot be used at the moment",
                List.of(),
                Map.of("Retry-After", "5"));
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The problem document. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "about:blank");
        json.put("title", StatusTexts.of(status));
        json.put("status", status);
        json.put("code", code);
        json.put("detail", String.valueOf(getMessage()));
        if (!errors.isEmpty()) {
            json.put("errors", errors);
        }
        return json;
    }

    /** A fault of one field of a body or one parameter of a query. */
    record FieldError(String field, String message) {}
}
