package io.github.jotguard.example.tasks;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.BearerErrorResponse;
import io.github.jotguard.servlet.BearerTokenFilter;
import java.time.Clock;
import java.util.function.Function;
import javax.sql.DataSource;

/** The application: its parts put together behind a {@link BearerTokenFilter} in a Tomcat. */
final class TasksServer implements AutoCloseable {

    static final String REALM = "tasks";

    private final JwtVerifier verifier;
    private final LoopbackTomcat tomcat;

    private TasksServer(JwtVerifier verifier, LoopbackTomcat tomcat) {
        this.verifier = verifier;
        this.tomcat = tomcat;
    }

    /**
     * Starts to listen. The database may be down: what needs it is answered 503 until it is there.
     *
     * @throws IllegalStateException if the port is taken
     */
    static TasksServer start(Settings settings, DataSource dataSource, Clock clock) {
        Database database = new Database(dataSource);
        Users users = new Users(database);
        Tokens tokens = new Tokens(settings.secret(), clock);
        AuthApi auth =
                new AuthApi(users, new RevokedTokens(database, clock), new Passwords(), new AttemptLimits(), tokens);
        Health health = new Health(database);
        JwtVerifier verifier = tokens.verifier();
        LoopbackTomcat tomcat = new LoopbackTomcat(settings.port())
                .filter("securityHeaders", new SecurityHeaders())
                .crossOrigin(settings.frontendOrigin())
                .filter("jotguard", filter(verifier, users))
                .servlet("auth", routes(auth::route), "/api/auth/*")
                .servlet("tasks", routes(new TasksApi(new Tasks(database))::route), "/api/tasks", "/api/tasks/*")
                .servlet("health", routes(health::route), "/health")
                .servlet("nothing", routes(TasksServer::nothing), "/");
        tomcat.start();
        return new TasksServer(verifier, tomcat);
    }

    /** Everything needs a token but signing up, logging in and the health check. */
    private static BearerTokenFilter filter(JwtVerifier verifier, Users users) {
        return BearerTokenFilter.builder(verifier)
                .realm(REALM)
                .exclude("/api/auth/signup", "/api/auth/login", "/health")
                .principal(users::findLoggedIn)
                .onError(TasksServer::inOurWords)
                .build();
    }

    /** Three texts that a front end can show: log in, log in again, and something is wrong with this token. */
    private static BearerErrorResponse inOurWords(BearerErrorResponse standard) {
        if (standard.status() != 401) {
            return standard;
        }
        return switch (standard.code()) {
            case "missing_token" -> standard.withDetail("Authentication required");
            case "expired" -> standard.withDetail("Token expired. Please log in again");
            case "user_not_found" -> standard.withCode("revoked").withDetail("Invalid authentication token");
            default -> standard.withDetail("Invalid authentication token");
        };
    }

    private static ApiServlet routes(Function<Call, Answer> routes) {
        return new ApiServlet(routes);
    }

    private static Answer nothing(Call call) {
        throw ApiException.notFound();
    }

    /** Returns the address that it listens on, such as {@code http://127.0.0.1:8081}. */
    String address() {
        return tomcat.address();
    }

    /** Returns when it was closed. */
    void await() {
        tomcat.await();
    }

    @Override
    public void close() {
        tomcat.close();
        verifier.close();
    }
}
