package io.github.jotguard.servlet;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.RejectionReason;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ProblemDocument;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rejected client is told: status, stable code and text. Made by {@link BearerTokenFilter}; an {@link ErrorResponder} may give a
 * changed copy. Immutable. Carries nothing of the request or the token.
 */
public final class BearerErrorResponse {

    private static final int LEAST_STATUS = 400;
    private static final int GREATEST_STATUS = 599;

    private final BearerError cause;
    private final int status;
    private final String code;
    private final String detail;
    private final @Nullable Body body;

    private BearerErrorResponse(BearerError cause, int status, String code, String detail, @Nullable Body body) {
        this.cause = cause;
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.body = body;
    }

    static BearerErrorResponse of(BearerError cause) {
        return new BearerErrorResponse(cause, cause.status(), cause.code(), cause.detail(), null);
    }

    /** The HTTP status: 400, 401, 403 or 503 unless changed. */
    public int status() {
        return status;
    }

    /**
     * A stable name in lower_snake_case: {@link RejectionReason#code()} of a bad token, or {@code missing_token},
     * {@code invalid_request}, {@code insufficient_scope}, {@code user_not_found}, {@code keys_unavailable} or
     * {@code temporarily_unavailable}.
     */
    public String code() {
        return code;
    }

    /** A sentence for people. */
    public String detail() {
        return detail;
    }

    /** Why the token is bad, if that is the cause. */
    public Optional<RejectionReason> reason() {
        return Optional.ofNullable(cause.reason());
    }

    /**
     * With another status. 401 always carries a challenge (RFC 9110 §15.5.2).
     *
     * @param other 400 to 599: a rejection cannot be made a success
     */
    public BearerErrorResponse withStatus(int other) {
        if (other < LEAST_STATUS || other > GREATEST_STATUS) {
            throw new IllegalArgumentException("The status of a rejection must be from 400 to 599, but is " + other);
        }
        return new BearerErrorResponse(cause, other, code, detail, body);
    }

    /** With another code. */
    public BearerErrorResponse withCode(String other) {
        return new BearerErrorResponse(cause, status, requireNonNull(other, "code"), detail, body);
    }

    /** With another text, in any language. Must not contain anything of the caller. */
    public BearerErrorResponse withDetail(String other) {
        return new BearerErrorResponse(cause, status, code, requireNonNull(other, "detail"), body);
    }

    /**
     * With this body in place of the problem document of RFC 9457, for clients that expect another shape.
     *
     * @param contentType such as {@code application/json}
     * @param text sent in UTF-8; must not contain anything of the caller
     */
    public BearerErrorResponse withBody(String contentType, String text) {
        return new BearerErrorResponse(cause, status, code, detail, new Body(contentType, text));
    }

    BearerError cause() {
        return cause;
    }

    Body body() {
        return body == null ? new Body(ProblemDocument.CONTENT_TYPE, ProblemDocument.json(status, code, detail)) : body;
    }

    /** Status and code. */
    @Override
    public String toString() {
        return "Rejection[" + status + " " + code + "]";
    }

    /** What is sent. */
    record Body(String contentType, String text) {
        Body {
            requireNonNull(contentType, "contentType");
            requireNonNull(text, "text");
        }

        void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            response.setContentType(contentType);
            response.setContentLength(bytes.length);
            if (request.getMethod().equals("HEAD")) {
                return;
            }
            try {
                response.getOutputStream().write(bytes);
            } catch (IllegalStateException writerInUse) {
                response.getWriter().write(text);
            }
        }
    }
}
