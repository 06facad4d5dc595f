package io.github.jotguard.example.cases.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that is not done, and the answer to it: a problem document (RFC 9457) with the member {@code code}. Its
 * texts are constants: nothing of a request gets into them but names of fields we know.
 */
public final class ApiProblem extends ErrorResponseException {

    private static final long serialVersionUID = 1L;
    private static final URI BLANK = URI.create("about:blank");
    private static final String CODE = "code";
    private static final String NO_USER = "There is no user for this token";
    private static final String SECONDS_UNTIL_RETRY = "5";

    private ApiProblem(HttpStatus status, ProblemDetail body, @Nullable Throwable cause) {
        super(status, body, cause);
    }

    /**
     * A fault of one member of a body or one parameter of a query.
     *
     * @param field its name; empty for the whole body
     * @param message what it should be
     */
    public record FieldError(String field, String message) {}

    /** 400: some fields are not as they should be. */
    public static ApiProblem invalid(List<FieldError> errors) {
        ProblemDetail body = body(HttpStatus.BAD_REQUEST, "validation_failed", "Some fields are not valid");
        body.setProperty("errors", errors);
        return new ApiProblem(HttpStatus.BAD_REQUEST, body, null);
    }

    /** 400: the body is not JSON, or not the JSON we know. */
    public static ApiProblem malformedBody() {
        return of(HttpStatus.BAD_REQUEST, "malformed_body", "The body must be a JSON object", null);
    }

    /** 400: the query is not percent-encoded UTF-8. */
    public static ApiProblem malformedQuery() {
        return of(HttpStatus.BAD_REQUEST, "malformed_query", "The query must be percent-encoded UTF-8", null);
    }

    /** 401, as Jotguard answers where the token is good and the user is gone. */
    public static ApiProblem userNotFound(Throwable cause) {
        ApiProblem problem = of(HttpStatus.UNAUTHORIZED, "user_not_found", NO_USER, cause);
        problem.getHeaders()
                .set(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"" + NO_USER + "\"");
        return problem;
    }

    /** 404: there is nothing, or nothing that the caller may know of. */
    public static ApiProblem notFound() {
        return of(HttpStatus.NOT_FOUND, "not_found", "There is no such resource", null);
    }

    /** 412: somebody else was faster. */
    public static ApiProblem stale() {
        return of(
                HttpStatus.PRECONDITION_FAILED, "stale", "The case has changed since you read it; read it again", null);
    }

    /** 413: the body is larger than anything this API takes. */
    public static ApiProblem bodyTooLarge(int maxBytes) {
        return of(
                HttpStatus.CONTENT_TOO_LARGE,
                "body_too_large",
                "The body must be at most " + maxBytes + " bytes",
                null);
    }

    /** 503: it cannot be told, because the database cannot be asked. */
    public static ApiProblem databaseUnavailable(Throwable cause) {
        ApiProblem problem = of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database_unavailable",
                "The database cannot be reached at the moment",
                cause);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_RETRY);
        return problem;
    }

    /** 500: a mistake of ours. */
    public static ApiProblem ourMistake(Throwable cause) {
        return of(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "Something went wrong", cause);
    }

    /** Gives a problem document of Spring the shape of ours. */
    static ProblemDetail completed(HttpStatusCode status, @Nullable Object body) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        ProblemDetail problem =
                new PathlessProblem(body instanceof ProblemDetail detail ? detail : ProblemDetail.forStatus(status));
        problem.setType(BLANK);
        if (problem.getProperties() == null || !problem.getProperties().containsKey(CODE)) {
            problem.setProperty(CODE, known.name().toLowerCase(Locale.ROOT));
            problem.setDetail(detail(known));
        }
        return problem;
    }

    /** Spring's own texts repeat methods and media types that a client made up. */
    private static String detail(HttpStatus status) {
        return switch (status) {
            case METHOD_NOT_ALLOWED -> "There is no such method here; Allow names those that are";
            case UNSUPPORTED_MEDIA_TYPE -> "The body must be JSON";
            case NOT_ACCEPTABLE -> "Answers are JSON";
            default -> status.getReasonPhrase();
        };
    }

    private static ApiProblem of(HttpStatus status, String code, String detail, @Nullable Throwable cause) {
        return new ApiProblem(status, body(status, code, detail), cause);
    }

    private static ProblemDetail body(HttpStatus status, String code, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(BLANK);
        body.setTitle(status.getReasonPhrase());
        body.setProperty(CODE, code);
        return body;
    }

    /** A problem document without {@code instance}, where Spring would put the path that the client sent. */
    private static final class PathlessProblem extends ProblemDetail {

        private static final long serialVersionUID = 1L;

        PathlessProblem(ProblemDetail other) {
            super(other);
        }

        @Override
        public void setInstance(@Nullable URI instance) {
            // stays absent
        }
    }
}
