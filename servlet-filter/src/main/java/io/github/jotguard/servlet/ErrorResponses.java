package io.github.jotguard.servlet;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;

/** Sends rejections: status, challenge (RFC 6750 §3), {@code no-store}, body. Immutable and thread-safe. */
final class ErrorResponses {

    private final ChallengeParameters challenges;
    private final ErrorResponder responder;
    private final RateLimitedLogger failures = RateLimitedLogger.of(LoggerNames.SERVLET);

    ErrorResponses(ChallengeParameters challenges, ErrorResponder responder) {
        this.challenges = challenges;
        this.responder = responder;
    }

    /**
     * Sends a response by status and body, not by {@code sendError}, which starts an error dispatch and replaces the
     * body. Leaves out the parts that cannot be sent: for an included resource, and after another response has begun.
     *
     * @param scopes those that the request needs
     */
    void send(BearerError cause, Collection<String> scopes, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
            return;
        }
        BearerErrorResponse rejection = rejection(cause);
        response.setStatus(rejection.status());
        response.setHeader("Cache-Control", "no-store");
        String challenge = cause.challenge(challenges.withScopes(scopes), rejection.status());
        if (challenge != null) {
            response.setHeader("WWW-Authenticate", challenge);
        }
        String retryAfter = cause.retryAfterSeconds();
        if (retryAfter != null) {
            response.setHeader("Retry-After", retryAfter);
        }
        rejection.body().send(request, response);
    }

    private BearerErrorResponse rejection(BearerError cause) {
        BearerErrorResponse standard = BearerErrorResponse.of(cause);
        try {
            BearerErrorResponse changed = responder.respond(standard);
            return changed == null ? standard : changed;
        } catch (RuntimeException | StackOverflowError failure) {
            failures.warn(
                    "The error responder failed; the default response is sent: {}",
                    failure.getClass().getName());
            return standard;
        }
    }
}
