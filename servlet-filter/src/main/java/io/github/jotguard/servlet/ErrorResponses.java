package io.github.jotguard.servlet;

import io.github.jotguard.logging.RateLimitedLogger;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Sends rejections: status, challenge (RFC 6750 §3), {@code no-store}, body. Immutable and thread-safe. */
final class ErrorResponses {

    private final String realm;
    private final ErrorResponder responder;
    private final RateLimitedLogger failures = RateLimitedLogger.of(ErrorResponses.class);

    ErrorResponses(String realm, ErrorResponder responder) {
        this.realm = realm;
        this.responder = responder;
    }

    /**
     * By status and body, not by {@code sendError}, which starts an error dispatch and replaces the body. What cannot be sent is left
     * out: of an included resource, and after another has begun to answer.
     */
    void send(BearerError cause, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
            return;
        }
        BearerErrorResponse rejection = rejection(cause);
        response.setStatus(rejection.status());
        response.setHeader("Cache-Control", "no-store");
        if (isChallenged(rejection)) {
            response.setHeader("WWW-Authenticate", challenge(cause));
        }
        Duration retryAfter = cause.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(wholeSeconds(retryAfter)));
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
                    "The error responder failed, the standard answer is sent: {}",
                    failure.getClass().getName());
            return standard;
        }
    }

    /** 401 must have one; 400 and 403 of RFC 6750 §3.1 have one; a cause that was mapped elsewhere has none. */
    private static boolean isChallenged(BearerErrorResponse rejection) {
        BearerError cause = rejection.cause();
        return rejection.status() == HttpServletResponse.SC_UNAUTHORIZED
                || (!cause.isUnavailable() && rejection.status() == cause.status());
    }

    /** From constants and settings alone, whose characters were checked. */
    private String challenge(BearerError cause) {
        StringBuilder challenge =
                new StringBuilder("Bearer realm=\"").append(realm).append('"');
        if (cause.error() != null) {
            challenge.append(", error=\"").append(cause.error()).append('"');
            challenge.append(", error_description=\"").append(cause.detail()).append('"');
        }
        if (!cause.scopes().isEmpty()) {
            challenge
                    .append(", scope=\"")
                    .append(String.join(" ", cause.scopes()))
                    .append('"');
        }
        return challenge.toString();
    }

    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
