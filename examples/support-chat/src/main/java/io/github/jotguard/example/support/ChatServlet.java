package io.github.jotguard.example.support;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /support/chatkit}: the conversation of the caller, who is whoever the verified token says, and nobody else. */
public final class ChatServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ChatServlet.class);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        VerifiedJwt jwt = BearerTokenFilter.verifiedJwt(request)
                .orElseThrow(() -> new IllegalStateException("There is no token filter before this servlet"));
        try {
            Conversation conversation = converse(request, jwt);
            AuditLog.record("answered", jwt, request.getMethod());
            JsonResponse.send(response, HttpServletResponse.SC_OK, "application/json", conversation);
        } catch (Problem problem) {
            reject(problem, jwt, request, response);
        } catch (DatabaseUnavailableException unavailable) {
            LOG.warn("{}", unavailable.getMessage(), unavailable.getCause());
            reject(Problem.databaseUnavailable(), jwt, request, response);
        }
    }

    private Conversation converse(HttpServletRequest request, VerifiedJwt jwt) {
        Conversations conversations = SupportChat.conversations(getServletContext());
        return switch (request.getMethod()) {
            case "GET", "HEAD" -> conversations.of(userId(conversations, jwt));
            case "POST" -> {
                String message = MessageBody.read(request);
                yield conversations.add(userId(conversations, jwt), message);
            }
            default -> throw new Problem(405, "method_not_allowed", "Allowed here: GET, POST");
        };
    }

    /** The email of the verified token leads to the user, the user to a session; only then is there an id to go on with. */
    private static String userId(Conversations conversations, VerifiedJwt jwt) {
        Caller caller = conversations.find(jwt.claim("email", String.class).orElseThrow(Problem::userNotFound));
        String userId = caller.userId().orElseThrow(Problem::userNotFound);
        if (!caller.hasActiveSession()) {
            throw Problem.noActiveSession();
        }
        return userId;
    }

    private static void reject(
            Problem problem, VerifiedJwt jwt, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AuditLog.record(problem.code(), jwt, request.getMethod());
        if (problem.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", "GET, POST");
        }
        problem.sendOn(response);
    }
}
