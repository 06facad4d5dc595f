package io.github.jotguard.example.tasks;

import io.github.jotguard.servlet.BearerTokenFilter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/auth}: signing up, logging in and out. The first two are the ones that need no token. */
final class AuthApi {

    private static final int MAX_EMAIL = 254;
    private static final int MAX_NAME = 100;
    private static final int MIN_PASSWORD = 8;
    private static final int MAX_PASSWORD = 128;

    private final Users users;
    private final RevokedTokens revokedTokens;
    private final Passwords passwords;
    private final AttemptLimits limits;
    private final Tokens tokens;

    AuthApi(Users users, RevokedTokens revokedTokens, Passwords passwords, AttemptLimits limits, Tokens tokens) {
        this.users = users;
        this.revokedTokens = revokedTokens;
        this.passwords = passwords;
        this.limits = limits;
        this.tokens = tokens;
    }

    Answer route(Call call) {
        List<String> path = call.path();
        return switch (path.size() == 1 ? path.get(0) : "") {
            case "signup" -> only("POST", call, () -> signUp(call));
            case "login" -> only("POST", call, () -> logIn(call));
            case "logout" -> only("POST", call, () -> logOut(call));
            case "verify" ->
                only("GET", call, () -> Answer.ok(Map.of("user", call.user().json())));
            default -> throw ApiException.notFound();
        };
    }

    private static Answer only(String method, Call call, Supplier<Answer> route) {
        if (!call.method().equals(method)) {
            throw ApiException.methodNotAllowed(method);
        }
        return route.get();
    }

    private Answer signUp(Call call) {
        Fields fields = call.fields();
        String email = fields.email("email", MAX_EMAIL);
        String password = fields.text("password", MIN_PASSWORD, MAX_PASSWORD);
        Optional<String> name = fields.optionalText("name", MAX_NAME);
        fields.check();
        limits.countSignUp(call.request().getRemoteAddr());
        User user = users.add(email, name.orElse(null), passwords.hash(password))
                .orElseThrow(() -> new ApiException(409, "email_taken", "There is an account with this email"));
        return Answer.created(Map.of("user", user.json(), "message", "Account created. Please log in"));
    }

    /** Logs in with the same work and the same response for a wrong password and an unknown email. */
    private Answer logIn(Call call) {
        Fields fields = call.fields();
        String email = fields.text("email", 1, MAX_EMAIL).toLowerCase(Locale.ROOT);
        String password = fields.text("password", 1, MAX_PASSWORD);
        fields.check();
        AttemptLimits.Attempt attempt = limits.begin(email, call.request().getRemoteAddr());
        Optional<Users.Credentials> found = users.findCredentials(email);
        if (!passwords.matches(password, found.map(Users.Credentials::passwordHash))) {
            throw ApiException.unauthorized("invalid_credentials", "Invalid email or password");
        }
        attempt.succeeded();
        User user = found.orElseThrow().user();
        return Answer.ok(Map.of("user", user.json(), "token", tokens.issue(user.id()), "message", "Logged in"));
    }

    private Answer logOut(Call call) {
        revokedTokens.add(BearerTokenFilter.verifiedJwt(call.request()).orElseThrow());
        return Answer.ok(Map.of("message", "Logged out"));
    }
}
