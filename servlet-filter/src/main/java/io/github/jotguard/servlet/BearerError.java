package io.github.jotguard.servlet;

import io.github.jotguard.RejectionReason;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is rejected, and the answer that RFC 6750 §3.1 wants: the one place that maps causes to statuses.
 *
 * @param error the {@code error} of the challenge, or null for one without
 * @param scopes what is needed, for {@code insufficient_scope}
 * @param retryAfter for 503, else null
 */
record BearerError(
        String code,
        int status,
        String detail,
        @Nullable RejectionReason reason,
        @Nullable String error,
        Set<String> scopes,
        @Nullable Duration retryAfter) {

    /** What {@code Retry-After} says where nobody knows better. */
    static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    private static final String INVALID_REQUEST = "invalid_request";
    private static final String INVALID_TOKEN = "invalid_token";
    private static final String INSUFFICIENT_SCOPE = "insufficient_scope";

    static BearerError missingToken() {
        return unauthorized("missing_token", "A bearer token is required", null, null);
    }

    static BearerError twoTokens() {
        return invalidRequest("More than one token was sent");
    }

    static BearerError malformedHeader() {
        return invalidRequest("The Authorization header is malformed");
    }

    private static BearerError invalidRequest(String detail) {
        return new BearerError(INVALID_REQUEST, 400, detail, null, INVALID_REQUEST, Set.of(), null);
    }

    static BearerError rejected(RejectionReason reason) {
        return unauthorized(reason.code(), reason.description(), reason, errorOf(reason));
    }

    static BearerError userNotFound() {
        return unauthorized("user_not_found", "There is no user for this token", null, INVALID_TOKEN);
    }

    private static BearerError unauthorized(
            String code, String detail, @Nullable RejectionReason reason, @Nullable String error) {
        return new BearerError(code, 401, detail, reason, error, Set.of(), null);
    }

    static BearerError insufficientScope(Set<String> needed) {
        String detail = "The token lacks a required scope";
        return new BearerError(INSUFFICIENT_SCOPE, 403, detail, null, INSUFFICIENT_SCOPE, needed, null);
    }

    static BearerError keysUnavailable(@Nullable Duration retryAfter) {
        return unavailable(
                "keys_unavailable", "The keys to verify the token with cannot be had at the moment", retryAfter);
    }

    /** Something else than the keys failed, so the request was not judged. */
    static BearerError temporarilyUnavailable() {
        return unavailable("temporarily_unavailable", "The caller cannot be authenticated at the moment", null);
    }

    private static BearerError unavailable(String code, String detail, @Nullable Duration retryAfter) {
        Duration wait = retryAfter == null ? DEFAULT_RETRY_AFTER : retryAfter;
        return new BearerError(code, 503, detail, null, null, Set.of(), wait);
    }

    /** Exhaustive on purpose: a new reason does not compile until somebody has decided about it. */
    private static String errorOf(RejectionReason reason) {
        return switch (reason) {
            case MALFORMED,
                    TOO_LARGE,
                    UNSUPPORTED_CRITICAL_HEADER,
                    WRONG_ISSUER,
                    ALGORITHM_NOT_ALLOWED,
                    WRONG_TYPE,
                    UNKNOWN_KEY,
                    BAD_SIGNATURE,
                    EXPIRED,
                    NOT_YET_VALID,
                    ISSUED_IN_FUTURE,
                    WRONG_AUDIENCE,
                    MISSING_CLAIM,
                    SENDER_CONSTRAINED,
                    CLAIM_REJECTED,
                    REVOKED -> INVALID_TOKEN;
        };
    }

    boolean isUnavailable() {
        return retryAfter != null;
    }
}
