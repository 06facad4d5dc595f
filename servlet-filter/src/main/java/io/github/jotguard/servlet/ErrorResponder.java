package io.github.jotguard.servlet;

/**
 * Decides what a refused client is told. It is shown the standard answer and gives that or a changed one; it does not see the
 * request, so that nothing of it can be echoed. Must be thread-safe. If it throws, the standard answer is sent.
 *
 * <pre>{@code
 * ErrorResponder responder = refusal -> switch (refusal.code()) {
 *     case "missing_token" -> refusal.withDetail("Authentication required");
 *     case "expired" -> refusal.withDetail("Token expired. Please log in again");
 *     case "user_not_found" -> refusal.withStatus(404).withDetail("User not found");
 *     default -> refusal;
 * };
 * }</pre>
 */
@FunctionalInterface
public interface ErrorResponder {

    /** The answer to send in place of the standard one, or just that. */
    BearerErrorResponse respond(BearerErrorResponse standard);

    /** Every refusal as it is. */
    static ErrorResponder standard() {
        return refusal -> refusal;
    }
}
