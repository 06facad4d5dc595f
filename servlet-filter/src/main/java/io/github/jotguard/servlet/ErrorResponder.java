package io.github.jotguard.servlet;

/**
 * Decides what a rejected client is told. It is shown the standard answer and gives that or a changed one; it does not see the
 * request, so that nothing of it can be echoed. Must be thread-safe. If it throws, the standard answer is sent.
 *
 * <pre>{@code
 * ErrorResponder responder = rejection -> switch (rejection.code()) {
 *     case "missing_token" -> rejection.withDetail("Authentication required");
 *     case "expired" -> rejection.withDetail("Token expired. Please log in again");
 *     case "user_not_found" -> rejection.withStatus(404).withDetail("User not found");
 *     default -> rejection;
 * };
 * }</pre>
 */
@FunctionalInterface
public interface ErrorResponder {

    /** The answer to send in place of the standard one, or just that. */
    BearerErrorResponse respond(BearerErrorResponse standard);

    /** Every rejection as it is. */
    static ErrorResponder standard() {
        return rejection -> rejection;
    }
}
