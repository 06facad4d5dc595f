package io.github.jotguard.example.issuer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, and turns every failure into an answer that says nothing about the inside. */
final class AuthHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(AuthHandler.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final AuthApi api;
    private final TrustedOrigins origins;

    AuthHandler(AuthApi api, TrustedOrigins origins) {
        this.api = api;
        this.origins = origins;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(exchange);
            origins.share(answer(request), request).sendOn(exchange);
        }
    }

    private Answer answer(Request request) throws IOException {
        try {
            return route(request);
        } catch (ApiException rejected) {
            return Answer.error(rejected.status(), rejected.code(), rejected.text());
        } catch (DatabaseException unavailable) {
            LOG.warn("The database cannot be used: {}", unavailable.getMessage());
            return Answer.error(503, "SERVICE_UNAVAILABLE", "Service unavailable")
                    .with("Retry-After", RETRY_AFTER_SECONDS);
        } catch (RuntimeException bug) {
            LOG.error("A request failed", bug);
            return Answer.error(500, "INTERNAL_SERVER_ERROR", "Internal server error");
        }
    }

    /** HEAD is not GET here: Better Auth answers it 404. */
    private Answer route(Request request) throws IOException {
        return switch (request.method()) {
            case "GET" -> get(request);
            case "POST" -> post(request);
            case "OPTIONS" -> origins.preflight(request);
            default -> Answer.empty(404);
        };
    }

    private Answer get(Request request) {
        return switch (request.path()) {
            case "/api/auth/token" -> api.token(request);
            case "/api/auth/jwks" -> api.jwks();
            case "/api/auth/get-session" -> api.getSession(request);
            default -> Answer.empty(404);
        };
    }

    private Answer post(Request request) throws IOException {
        return switch (request.path()) {
            case "/api/auth/sign-up/email" -> {
                origins.check(request);
                yield api.signUp(request);
            }
            case "/api/auth/sign-in/email" -> {
                origins.check(request);
                yield api.signIn(request);
            }
            case "/api/auth/sign-out" -> {
                origins.check(request);
                yield api.signOut(request);
            }
            default -> Answer.empty(404);
        };
    }
}
