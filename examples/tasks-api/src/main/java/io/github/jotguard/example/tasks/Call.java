package io.github.jotguard.example.tasks;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request as the routes see it. */
final class Call {

    /** The longest body that is read, in bytes. */
    static final int MAX_BODY = 65_536;

    private final HttpServletRequest request;

    Call(HttpServletRequest request) {
        this.request = request;
    }

    /** HEAD is GET whose body the container drops. */
    String method() {
        return request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    }

    /** The segments of the path behind the servlet's own: {@code [id, complete]} for {@code /api/tasks/{id}/complete}. */
    List<String> path() {
        String info = request.getPathInfo();
        return info == null ? List.of() : Arrays.asList(info.substring(1).split("/", -1));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(request.getParameter(name));
    }

    HttpServletRequest request() {
        return request;
    }

    /** The caller, whom the filter found. */
    User user() {
        if (request.getUserPrincipal() instanceof User user) {
            return user;
        }
        throw new IllegalStateException("There is no filter before this route");
    }

    /**
     * The members of the body.
     *
     * @throws ApiException if it is too long, says it is something else than JSON, or is not a JSON object
     */
    Fields fields() {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            throw new ApiException(415, "unsupported_media_type", "The body must be application/json");
        }
        return new Fields(body());
    }

    private byte[] body() {
        if (request.getContentLengthLong() > MAX_BODY) {
            throw tooLong();
        }
        try {
            byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw tooLong();
            }
            return body;
        } catch (IOException brokenOff) {
            throw new ApiException(400, "incomplete_body", "The body could not be read");
        }
    }

    private static ApiException tooLong() {
        return new ApiException(413, "body_too_large", "A body may have at most " + MAX_BODY + " bytes");
    }
}
