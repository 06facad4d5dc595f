package io.github.jotguard.servlet;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends rejections: status, challenge (RFC 6750 §3), {@code no-store}, body. Immutable and thread-safe. */
final class ErrorResponses {

    private final ChallengeParameters challenges;
    private final Supplier<Optional<String>> nonces;
    private final ErrorResponder responder;
    private final RateLimitedLogger failures = RateLimitedLogger.of(LoggerNames.SERVLET);

    /** @param nonces the value of {@code DPoP-Nonce} for responses with 401 (RFC 9449 §9) */
    ErrorResponses(ChallengeParameters challenges, Supplier<Optional<String>> nonces, ErrorResponder responder) {
        this.challenges = challenges;
        this.nonces = nonces;
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
        sendChallenges(cause.challenges(challenges.withScopes(scopes), rejection.status()), response);
        if (rejection.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            nonces.get().ifPresent(nonce -> response.setHeader("DPoP-Nonce", nonce));
        }
        String retryAfter = cause.retryAfterSeconds();
        if (retryAfter != null) {
            response.setHeader("Retry-After", retryAfter);
        }
        rejection.body().send(request, response);
    }

    /** Sends one field for each challenge, because some clients read one challenge from a field. */
    private static void sendChallenges(List<String> values, HttpServletResponse response) {
        for (int i = 0; i < values.size(); i++) {
            if (i == 0) {
                response.setHeader("WWW-Authenticate", values.get(i));
            } else {
                response.addHeader("WWW-Authenticate", values.get(i));
            }
        }
    }

    private BearerErrorResponse rejection(BearerError cause) {
        BearerErrorResponse standard = BearerErrorResponse.of(cause);
        try {
            BearerErrorResponse changed = responder.respond(standard);
            return changed == null ? standard : changed;
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            failures.warn(
                    "The error responder failed; the default response is sent: {}",
                    failure.getClass().getName());
            return standard;
        }
    }
}
