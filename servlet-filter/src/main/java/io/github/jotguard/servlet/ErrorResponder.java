package io.github.jotguard.servlet;

/**
 * Decides the response to a rejected request. It receives the standard response and returns that or a changed copy. It
 * does not receive the request, so that no part of it can be repeated. Must be thread-safe. If it throws, the standard
 * response is sent.
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

    /**
     * Returns the response to send.
     *
     * @param standard the response that is sent without changes
     * @return the standard response or a changed copy
     */
    BearerErrorResponse respond(BearerErrorResponse standard);

    /** Returns a responder that changes nothing. */
    static ErrorResponder standard() {
        return rejection -> rejection;
    }
}
