package io.github.jotguard.example.issuer;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes of Better Auth that the demo issuer has; status, codes and shapes are Better Auth's. */
final class AuthApi {

    private static final int MIN_PASSWORD_LENGTH = 8;
    private static final int MAX_PASSWORD_LENGTH = 128;

    private final Users users;
    private final Sessions sessions;
    private final SigningKeys keys;
    private final Tokens tokens;
    private final Passwords passwords;
    private final SessionCookie cookie;
    private final FailedSignIns failedSignIns;

    AuthApi(
            Users users,
            Sessions sessions,
            SigningKeys keys,
            Tokens tokens,
            Passwords passwords,
            SessionCookie cookie,
            FailedSignIns failedSignIns) {
        this.users = users;
        this.sessions = sessions;
        this.keys = keys;
        this.tokens = tokens;
        this.passwords = passwords;
        this.cookie = cookie;
        this.failedSignIns = failedSignIns;
    }

    Answer signUp(Request request) throws IOException {
        Fields fields = request.fields();
        String name = fields.text("name");
        String email = fields.text("email");
        String password = fields.text("password");
        String image = fields.optionalText("image").orElse(null);
        boolean remember = fields.optionalBoolean("rememberMe", true);
        User user = createUser(name, email, password, image);
        return signedIn(new LinkedHashMap<>(), user, request, remember);
    }

    Answer signIn(Request request) throws IOException {
        Fields fields = request.fields();
        String email = fields.text("email");
        String password = fields.text("password");
        boolean remember = fields.optionalBoolean("rememberMe", true);
        if (!Fields.isEmail(email)) {
            throw new ApiException(400, "INVALID_EMAIL", "Invalid email");
        }
        Optional<Duration> wait = failedSignIns.countAttempt(email);
        if (wait.isPresent()) {
            return tooManyRequests(wait.get());
        }
        Optional<Users.Credentials> found = users.findCredentials(email);
        if (!passwords.matches(password, found.flatMap(Users.Credentials::passwordHash))) {
            throw new ApiException(401, "INVALID_EMAIL_OR_PASSWORD", "Invalid email or password");
        }
        failedSignIns.forget(email);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("redirect", false);
        return signedIn(body, found.orElseThrow().user(), request, remember);
    }

    Answer signOut(Request request) {
        cookie.tokenOf(request).ifPresent(sessions::delete);
        return cookie.forget(Answer.json(200, Map.of("success", true)));
    }

    Answer token(Request request) {
        Session session = session(request).orElseThrow(() -> new ApiException(401, "UNAUTHORIZED", "Unauthorized"));
        return Answer.json(200, Map.of("token", tokens.issue(session.user())));
    }

    Answer getSession(Request request) {
        return session(request).map(this::sessionAnswer).orElseGet(() -> Answer.json(200, null));
    }

    Answer jwks() {
        return Answer.json(200, Map.of("keys", keys.published()));
    }

    /**
     * Adds a user.
     *
     * @throws ApiException if the email is taken or not one, or the password is too short or too long
     */
    User createUser(String name, String email, String password, @Nullable String image) {
        if (!Fields.isEmail(email)) {
            throw ApiException.invalid("body.email", "Invalid email address");
        }
        if (password.length() < MIN_PASSWORD_LENGTH) {
            throw new ApiException(400, "PASSWORD_TOO_SHORT", "Password too short");
        }
        if (password.length() > MAX_PASSWORD_LENGTH) {
            throw new ApiException(400, "PASSWORD_TOO_LONG", "Password too long");
        }
        return users.create(name, email, image, passwords.hash(password))
                .orElseThrow(() -> new ApiException(
                        422, "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL", "User already exists. Use another email."));
    }

    private Optional<Session> session(Request request) {
        return cookie.tokenOf(request).flatMap(sessions::find);
    }

    private Answer sessionAnswer(Session session) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("session", session.json());
        body.put("user", session.user().json());
        return Answer.json(200, body)
                .with("Cache-Control", "no-store")
                .with("set-auth-jwt", tokens.issue(session.user()));
    }

    private Answer signedIn(Map<String, @Nullable Object> body, User user, Request request, boolean remember) {
        Duration lifetime = remember ? Sessions.LIFETIME : Sessions.FORGETFUL_LIFETIME;
        Session session = sessions.create(user, lifetime, request.userAgent());
        body.put("token", session.token());
        body.put("user", user.json());
        Answer answer = Answer.json(200, Collections.unmodifiableMap(body))
                .with("set-auth-token", cookie.signed(session.token()));
        return remember ? cookie.remember(answer, session, lifetime) : cookie.rememberUntilClosed(answer, session);
    }

    private static Answer tooManyRequests(Duration wait) {
        return Answer.json(429, Map.of("message", "Too many requests. Please try again later."))
                .with("X-Retry-After", Long.toString(wait.toSeconds() + 1));
    }
}
