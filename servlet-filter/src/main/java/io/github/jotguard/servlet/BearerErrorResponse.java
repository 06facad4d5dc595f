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
 * The response to a rejected request: status, stable code and text. {@link BearerTokenFilter} creates it; an
 * {@link ErrorResponder} may return a changed copy. Contains no part of the request or the token. Immutable and
 * thread-safe.
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

    /**
     * Returns the HTTP status.
     *
     * @return 400, 401, 403 or 503 unless changed
     */
    public int status() {
        return status;
    }

    /**
     * Returns a stable name in lower_snake_case.
     *
     * @return {@link RejectionReason#code()} of a rejected token, or {@code missing_token}, {@code invalid_request},
     *     {@code insufficient_scope}, {@code user_not_found}, {@code keys_unavailable} or
     *     {@code temporarily_unavailable}, unless changed
     */
    public String code() {
        return code;
    }

    /** Returns the sentence of the problem document's {@code detail}. */
    public String detail() {
        return detail;
    }

    /**
     * Returns the reason why the token was rejected.
     *
     * @return empty if the cause is not a rejected token
     */
    public Optional<RejectionReason> reason() {
        return Optional.ofNullable(cause.reason());
    }

    /**
     * Returns a copy with another status. A response with 401 always has a challenge (RFC 9110 §15.5.2).
     *
     * @param other 400 to 599: a rejection cannot become a success
     * @throws IllegalArgumentException if the status is not from 400 to 599
     */
    public BearerErrorResponse withStatus(int other) {
        if (other < LEAST_STATUS || other > GREATEST_STATUS) {
            throw new IllegalArgumentException("The status of a rejection must be from 400 to 599, but is " + other);
        }
        return new BearerErrorResponse(cause, other, code, detail, body);
    }

    /**
     * Returns a copy with another code.
     *
     * @param other a stable name in lower_snake_case, not null
     */
    public BearerErrorResponse withCode(String other) {
        return new BearerErrorResponse(cause, status, requireNonNull(other, "code"), detail, body);
    }

    /**
     * Returns a copy with another text.
     *
     * @param other in any language; must not contain data of the caller
     */
    public BearerErrorResponse withDetail(String other) {
        return new BearerErrorResponse(cause, status, code, requireNonNull(other, "detail"), body);
    }

    /**
     * Returns a copy with this body instead of the problem document of RFC 9457, for clients that expect another
     * format.
     *
     * @param contentType such as {@code application/json}
     * @param text sent in UTF-8; must not contain data of the caller
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

    /** Returns the status and the code. */
    @Override
    public String toString() {
        return "BearerErrorResponse[" + status + " " + code + "]";
    }

    /** The body of a response. */
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
