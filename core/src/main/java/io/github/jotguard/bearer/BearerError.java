package io.github.jotguard.bearer;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerificationException;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.dpop.DpopRejection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a rejection, and the response to it (RFC 6750 §3): status, code, text and challenge. Immutable. It is
 * the only source of the responses of both adapters; where a decoder of ours is in a chain of Spring Security, that
 * chain sets status and challenge. It consists of constants and settings, so that nothing of a token or a request gets
 * into a response.
 *
 * @param code a stable name in lower_snake_case
 * @param status the HTTP status
 * @param detail a sentence in the characters that {@link ChallengeText} allows
 * @param reason the reason why a token is rejected, or null if that is not the cause
 * @param error the {@code error} of the challenge (RFC 6750 §3.1), or null for a challenge without one
 * @param scopes the required scopes, in the order of the challenge; empty for a challenge without them
 * @param retryAfter the value of {@code Retry-After} for status 503, otherwise null
 * @param scheme the scheme whose challenge has the error
 */
public record BearerError(
        String code,
        int status,
        String detail,
        @Nullable RejectionReason reason,
        @Nullable String error,
        List<String> scopes,
        @Nullable Duration retryAfter,
        AuthScheme scheme) {

    /** The {@code realm} of challenges by default (RFC 9110 §11.5). */
    public static final String DEFAULT_REALM = "api";

    /** Default of {@code Retry-After}, if the cause has none. */
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SERVICE_UNAVAILABLE = 503;

    private static final String INVALID_REQUEST = "invalid_request";
    private static final String INVALID_TOKEN = "invalid_token";
    private static final String INSUFFICIENT_SCOPE = "insufficient_scope";

    /** The responses to rejected tokens, which strangers can cause as often as they like. */
    private static final Map<RejectionReason, BearerError> REJECTED = Stream.of(RejectionReason.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), BearerError::decide));

    /** Returns the response to a rejected token. */
    public static BearerError rejected(RejectionReason reason) {
        return requireNonNull(REJECTED.get(reason), "response");
    }

    /**
     * Decides the response to a rejected token. It is the only place that does, for both adapters. A new reason does
     * not compile until it is decided here.
     */
    private static BearerError decide(RejectionReason reason) {
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
                    CLAIM_REJECTED,
                    REVOKED -> rejected(reason, AuthScheme.BEARER);
            case SENDER_CONSTRAINED -> rejected(reason, AuthScheme.DPOP);
        };
    }

    private static BearerError rejected(RejectionReason reason, AuthScheme scheme) {
        return new BearerError(
                reason.code(), UNAUTHORIZED, reason.description(), reason, INVALID_TOKEN, List.of(), null, scheme);
    }

    /** Decides the response to a request with the scheme {@code DPoP} whose proof or binding is not valid. */
    public static BearerError rejected(DpopRejection rejection) {
        return switch (rejection) {
            case INVALID_DPOP_PROOF, USE_DPOP_NONCE -> rejected(rejection, rejection.code());
            case NOT_BOUND -> rejected(rejection, INVALID_TOKEN);
        };
    }

    private static BearerError rejected(DpopRejection rejection, String error) {
        return of(rejection.code(), UNAUTHORIZED, rejection.description(), error)
                .under(AuthScheme.DPOP);
    }

    /** Decides the response to a token that a verifier does not accept. */
    public static BearerError of(JwtVerificationException failure) {
        return failure instanceof KeysUnavailableException unavailable
                ? keysUnavailable(unavailable.retryAfter().orElse(null))
                : rejected(((JwtRejectedException) failure).reason());
    }

    /** Returns the response if a required token is missing. The challenge has no {@code error} (RFC 6750 §3.1). */
    public static BearerError missingToken() {
        return of("missing_token", UNAUTHORIZED, "A bearer token is required", null);
    }

    /** Returns the response to more than one {@code Authorization} header or cookie. */
    public static BearerError severalTokens() {
        return invalidRequest("More than one token was sent");
    }

    /** Returns the response to an {@code Authorization} header with the scheme {@code Bearer} and no token. */
    public static BearerError malformedHeader() {
        return invalidRequest("The Authorization header is malformed");
    }

    /** Returns the response to another fault of the request, such as a token in two places. */
    public static BearerError invalidRequest() {
        return invalidRequest("The request must have one token in one place");
    }

    private static BearerError invalidRequest(String detail) {
        return of(INVALID_REQUEST, BAD_REQUEST, detail, INVALID_REQUEST);
    }

    /** Returns the response to a verified token that belongs to no user of the application. */
    public static BearerError userNotFound() {
        return userNotFound(UNAUTHORIZED);
    }

    /**
     * Returns the response to a verified token that belongs to no user of the application.
     *
     * @param status 401, or another one for a response without challenge
     */
    public static BearerError userNotFound(int status) {
        String error = status == UNAUTHORIZED ? INVALID_TOKEN : null;
        return of("user_not_found", status, "There is no user for this token", error);
    }

    /**
     * Returns the response to a verified token without a scope that the path requires.
     *
     * @param required the scopes that the path requires, in the order of the challenge; each in the characters that
     *     {@link ChallengeText} allows
     */
    public static BearerError insufficientScope(Collection<String> required) {
        return new BearerError(
                INSUFFICIENT_SCOPE,
                FORBIDDEN,
                "The token lacks a required scope",
                null,
                INSUFFICIENT_SCOPE,
                List.copyOf(required),
                null,
                AuthScheme.BEARER);
    }

    /**
     * Returns the response to a verified token without a required scope or role. RFC 6750 §3.1 has no code for roles.
     */
    public static BearerError insufficientAuthority() {
        return of(INSUFFICIENT_SCOPE, FORBIDDEN, "The token lacks a required scope or role", INSUFFICIENT_SCOPE);
    }

    /** Returns the response to a request that is rejected for another cause than its token. It has no challenge. */
    public static BearerError accessDenied() {
        return of("access_denied", FORBIDDEN, "The request is not allowed", null);
    }

    /**
     * Returns the response if the keys needed to verify the token are unavailable.
     *
     * @param retryAfter the time until another request makes sense, or null if that is unknown
     */
    public static BearerError keysUnavailable(@Nullable Duration retryAfter) {
        return unavailable("keys_unavailable", "The signing keys are temporarily unavailable", retryAfter);
    }

    /**
     * Returns the response to another failure than missing keys, after which it is unknown whether the token is valid.
     */
    public static BearerError temporarilyUnavailable() {
        return unavailable("temporarily_unavailable", "The caller cannot be authenticated at the moment", null);
    }

    private static BearerError unavailable(String code, String detail, @Nullable Duration retryAfter) {
        Duration wait = retryAfter == null ? DEFAULT_RETRY_AFTER : retryAfter;
        return new BearerError(code, SERVICE_UNAVAILABLE, detail, null, null, List.of(), wait, AuthScheme.BEARER);
    }

    private static BearerError of(String code, int status, String detail, @Nullable String error) {
        return new BearerError(code, status, detail, null, error, List.of(), null, AuthScheme.BEARER);
    }

    /** Returns whether the request is rejected although its token may be valid. */
    public boolean isUnavailable() {
        return retryAfter != null;
    }

    /**
     * Returns the value of {@code WWW-Authenticate} for a response with {@link #status()}.
     *
     * @param parameters those of every challenge of the resource
     * @return null if the response has none
     */
    public @Nullable String challenge(ChallengeParameters parameters) {
        return challenge(parameters, status);
    }

    /**
     * Returns the value of {@code WWW-Authenticate}. Status 401 always has one (RFC 9110 §15.5.2). 400 and 403 have one
     * if RFC 6750 §3.1 gives them an {@code error}.
     *
     * @param parameters those of every challenge of the resource; the scopes of this error, if it has any, replace
     *     theirs
     * @param sent the status of the response, which the application may have changed
     * @return null if the response has none
     */
    public @Nullable String challenge(ChallengeParameters parameters, int sent) {
        List<String> all = challenges(parameters, sent);
        return all.isEmpty() ? null : String.join(", ", all);
    }

    /**
     * Returns the values of {@code WWW-Authenticate}, one for each scheme that is taken, as {@link #challenge} decides. The
     * scheme of this error comes first and alone has the {@code error}.
     *
     * @param parameters those of every challenge of the resource
     * @param sent the status of the response, which the application may have changed
     * @return empty if the response has none
     */
    public List<String> challenges(ChallengeParameters parameters, int sent) {
        if (sent == UNAUTHORIZED) {
            return new ChallengeWriter(this, parameters).all();
        }
        return error != null && sent == status ? List.of(new ChallengeWriter(this, parameters).withError()) : List.of();
    }

    /** Returns the same error for a request with this scheme. What belongs to the scheme {@code DPoP} stays there. */
    public BearerError under(AuthScheme sentWith) {
        return sentWith == AuthScheme.BEARER
                ? this
                : new BearerError(code, status, detail, reason, error, scopes, retryAfter, sentWith);
    }

    /**
     * Returns the value of {@code Retry-After} in whole seconds, rounded up and at least 1.
     *
     * @return null if the response has none
     */
    public @Nullable String retryAfterSeconds() {
        return retryAfter == null
                ? null
                : Long.toString(
                        Math.max(1, retryAfter.plusSeconds(1).minusNanos(1).toSeconds()));
    }

    /** Returns the body of the response. */
    public String problemDocument() {
        return ProblemDocument.json(status, code, detail);
    }
}
