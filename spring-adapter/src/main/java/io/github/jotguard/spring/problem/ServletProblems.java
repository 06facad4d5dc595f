package io.github.jotguard.spring.problem;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.ProblemDocument;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends problems by status and body, not by {@code sendError}, which would replace the body.
 *
 * <p>Internal: may change without notice.
 */
public final class ServletProblems {

    private final ChallengeParameters challenge;

    public ServletProblems(String realm) {
        this.challenge = ChallengeParameters.ofRealm(realm);
    }

    public void send(BearerError problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.status());
        String value = problem.challenge(challenge);
        if (value != null) {
            response.setHeader("WWW-Authenticate", value);
        }
        sendWithoutChallenge(problem, request, response);
    }

    /** Sends a problem after Spring Security has written status and challenge. */
    public void sendWithoutChallenge(BearerError problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        String retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            response.setHeader("Retry-After", retryAfter);
        }
        byte[] body = problem.problemDocument().getBytes(StandardCharsets.UTF_8);
        response.setContentType(ProblemDocument.CONTENT_TYPE);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}
