package io.github.jotguard.servlet;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import io.github.jotguard.servlet.AuthenticationAttempt.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the listeners and never fails: a broken audit log must not decide about a request. */
final class AuthenticationListeners {

    private final List<AuthenticationListener> listeners;
    private final RateLimitedLogger failures = RateLimitedLogger.of(LoggerNames.SERVLET);

    AuthenticationListeners(List<AuthenticationListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void admitted(@Nullable AuthenticatedCaller caller, HttpServletRequest request) {
        if (caller == null) {
            report(Outcome.ANONYMOUS, null, null, request);
        } else {
            report(Outcome.ACCEPTED, null, caller.jwt(), request);
        }
    }

    void rejected(RequestRejection rejected, HttpServletRequest request) {
        BearerError cause = rejected.rejectionCause();
        report(cause.isUnavailable() ? Outcome.UNAVAILABLE : Outcome.REJECTED, cause.code(), rejected.jwt(), request);
    }

    private void report(Outcome outcome, @Nullable String code, @Nullable VerifiedJwt jwt, HttpServletRequest request) {
        if (listeners.isEmpty()) {
            return;
        }
        AuthenticationAttempt attempt = new AuthenticationAttempt(
                outcome,
                Optional.ofNullable(code),
                Optional.ofNullable(jwt).flatMap(token -> token.claim("sub", String.class)),
                request.getMethod(),
                request.getRequestURI());
        listeners.forEach(listener -> report(listener, attempt));
    }

    private void report(AuthenticationListener listener, AuthenticationAttempt attempt) {
        try {
            listener.attempted(attempt);
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            failures.warn(
                    "An authentication listener failed: {}", failure.getClass().getName());
        }
    }
}
