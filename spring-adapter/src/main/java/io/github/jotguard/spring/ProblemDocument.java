package io.github.jotguard.spring;

import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.RejectionReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is rejected, and the answer to it: status, challenge (RFC 6750 §3) and problem document (RFC 9457). Made of constants
 * alone, so that nothing of a token or a request can get into an answer.
 *
 * @param error the {@code error} of the challenge, or null for one without
 * @param retryAfter for 503, else null
 */
record ProblemDocument(
        int status,
        String code,
        String detail,
        @Nullable String error,
        @Nullable Duration retryAfter) {

    static final String CONTENT_TYPE = "application/problem+json";
    static final String DEFAULT_REALM = "api";

    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);
    private static final String INVALID_TOKEN = "invalid_token";

    static ProblemDocument missingToken() {
        return new ProblemDocument(401, "missing_token", "A bearer token is required", null, null);
    }

    static ProblemDocument invalidRequest(String detail) {
        return new ProblemDocument(400, "invalid_request", detail, "invalid_request", null);
    }

    static ProblemDocument rejected(RejectionReason reason) {
        return new ProblemDocument(401, reason.code(), reason.description(), errorOf(reason), null);
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

    /** Rejected by somebody who does not say why, such as Spring Security's own reading of the header. */
    static ProblemDocument unexplained() {
        return rejected(RejectionReason.MALFORMED);
    }

    /** RFC 6750 §3.1 knows scopes only, so that is the code; Spring Security does not tell them from roles. */
    static ProblemDocument insufficientAuthority() {
        return new ProblemDocument(
                403, "insufficient_scope", "The token lacks a required scope or role", "insufficient_scope", null);
    }

    /** Rejected for another reason than what the token may do. */
    static ProblemDocument accessDenied() {
        return new ProblemDocument(403, "access_denied", "The request is not allowed", null, null);
    }

    static ProblemDocument userNotFound(JotguardProperties.UnknownUser answer) {
        String detail = "There is no user for this token";
        return switch (answer) {
            case UNAUTHORIZED -> new ProblemDocument(401, "user_not_found", detail, INVALID_TOKEN, null);
            case NOT_FOUND -> new ProblemDocument(404, "user_not_found", detail, null, null);
        };
    }

    static ProblemDocument keysUnavailable(@Nullable Duration retryAfter) {
        return unavailable(
                "keys_unavailable", "The keys to verify the token with cannot be had at the moment", retryAfter);
    }

    /** Something else than the keys failed, so the request was not judged. */
    static ProblemDocument temporarilyUnavailable() {
        return unavailable("temporarily_unavailable", "The caller cannot be authenticated at the moment", null);
    }

    /** For a failure to authenticate that rejects nobody; null for every other. */
    static @Nullable ProblemDocument undecided(Throwable failure) {
        KeysUnavailableException unavailable = Causes.find(KeysUnavailableException.class, failure);
        if (unavailable != null) {
            return keysUnavailable(unavailable.retryAfter().orElse(null));
        }
        return Causes.find(VerificationFailedException.class, failure) == null ? null : temporarilyUnavailable();
    }

    private static ProblemDocument unavailable(String code, String detail, @Nullable Duration retryAfter) {
        return new ProblemDocument(503, code, detail, null, retryAfter == null ? DEFAULT_RETRY_AFTER : retryAfter);
    }

    /** The value of {@code WWW-Authenticate}, or null where the answer has none. */
    @Nullable
    String challenge(String realm) {
        if (status != 401 && error == null) {
            return null;
        }
        String challenge = "Bearer realm=\"" + realm + "\"";
        return error == null
                ? challenge
                : challenge + ", error=\"" + error + "\", error_description=\"" + detail + "\"";
    }

    /** The value of {@code Retry-After} in whole seconds, or null where the answer has none. */
    @Nullable
    String retryAfterSeconds() {
        return retryAfter == null
                ? null
                : Long.toString(
                        Math.max(1, retryAfter.plusSeconds(1).minusNanos(1).toSeconds()));
    }

    /** The problem document; all texts are constants without characters that JSON escapes. */
    String json() {
        return "{\"type\":\"about:blank\",\"title\":\"" + title() + "\",\"status\":" + status + ",\"code\":\"" + code
                + "\",\"detail\":\"" + detail + "\"}";
    }

    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            default -> "Service Unavailable";
        };
    }
}
