package io.github.jotguard.example.issuer;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.example.database.ListeningPort;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stand-in for a Better Auth server: people sign up and in, and get JWTs that a back end verifies with the keys at
 * {@code {origin}/api/auth/jwks}. For demonstrations and tests on one machine, never for production.
 *
 * <p>It answers {@code POST /api/auth/sign-up/email}, {@code /sign-in/email} and {@code /sign-out}, and
 * {@code GET /api/auth/token}, {@code /jwks} and {@code /get-session} as Better Auth 1.7 with its bearer and jwt
 * plugins
 * does, and keeps everything in Better Auth's tables. It listens on 127.0.0.1 only. Safe for use by several threads.
 */
public final class DemoIssuer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoIssuer.class);
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads;
    private final String origin;
    private final Users users;
    private final SigningKeys keys;
    private final Tokens tokens;
    private final AuthApi api;

    private DemoIssuer(HttpServer server, DataSource dataSource, DemoIssuerOptions options) {
        Clock clock = options.clock();
        Database database = new Database(dataSource);
        this.server = server;
        this.origin = "http://127.0.0.1:" + server.getAddress().getPort();
        this.users = new Users(database, clock);
        this.keys = new SigningKeys(database, options.secret(), options.rotation(), clock);
        this.tokens = new Tokens(keys, origin, clock);
        this.api = new AuthApi(
                users,
                new Sessions(database, clock),
                keys,
                tokens,
                new Passwords(),
                new SessionCookie(options.secret()),
                new FailedSignIns(clock));
        this.threads = Executors.newFixedThreadPool(THREADS, DemoIssuer::daemon);
        server.setExecutor(threads);
        server.createContext("/", new AuthHandler(api, new TrustedOrigins(origin, options.trustedOrigins())));
        server.start();
        prepare(database);
    }

    /**
     * Starts an issuer on Better Auth's tables, which it creates if they are missing. While the database is down it
     * starts all the same, answers 503, and creates them later.
     *
     * @param dataSource a PostgreSQL; stays open when the issuer is closed
     * @throws UncheckedIOException if the port is taken
     */
    public static DemoIssuer start(DataSource dataSource, DemoIssuerOptions options) {
        requireNonNull(dataSource, "dataSource");
        int port = options.port();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
            return new DemoIssuer(server, dataSource, options);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo issuer cannot listen on 127.0.0.1:" + port, e);
        }
    }

    /**
     * Returns the issuer's origin, such as {@code http://127.0.0.1:3000}: the {@code iss} and {@code aud} of its
     * tokens.
     */
    public String origin() {
        return origin;
    }

    /**
     * Adds a user and returns their id.
     *
     * @param password 8 to 128 characters
     * @throws IllegalArgumentException if the email is taken or not one, or the password has another length
     */
    public String createUser(String name, String email, String password) {
        try {
            return api.createUser(name, email, password, null).id();
        } catch (ApiException rejected) {
            throw new IllegalArgumentException(rejected.text(), rejected);
        }
    }

    /** Returns the id of the user with this email, if there is one. */
    public Optional<String> findUser(String email) {
        return users.findCredentials(email).map(found -> found.user().id());
    }

    /**
     * Issues a token for a user, without a session; it lives 900 s.
     *
     * @throws NoSuchElementException if there is no such user
     */
    public String tokenFor(String userId) {
        return tokens.issue(user(userId));
    }

    /**
     * Issues a token for a user that a back end must reject, to see that it does.
     *
     * @throws NoSuchElementException if there is no such user
     */
    public String flawedTokenFor(String userId, Flaw flaw) {
        return tokens.issue(user(userId), requireNonNull(flaw, "flaw"));
    }

    /** Signs with a new key from now on; the keys before stay published for their grace period. */
    public void rotate() {
        keys.rotate();
    }

    /** Stops listening. The data source stays open. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * Runs the issuer until it is told to stop. The environment: {@code PORT} (3000), {@code BETTER_AUTH_SECRET} (else
     * random), {@code TRUSTED_ORIGINS} (comma-separated), {@code KEY_ROTATION_SECONDS} (else never), {@code
     * DATABASE_URL}
     * (else embedded). {@code HOST} may be 127.0.0.1 and nothing else.
     */
    public static void main(String[] args) {
        try {
            run(System.getenv(), System.out);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void run(Map<String, String> environment, PrintStream out) {
        DemoIssuerOptions options = Environment.options(environment);
        ListeningPort.check(options.port());
        ExampleDatabase database = ExampleDatabase.open(environment);
        try {
            DemoIssuer issuer = start(database.dataSource(), options);
            Runtime.getRuntime().addShutdownHook(new Thread(issuer::close, "demo-issuer-shutdown"));
            out.print(Welcome.text(issuer.origin(), database.toString()));
        } catch (UncheckedIOException e) {
            database.close();
            throw e;
        }
    }

    private User user(String id) {
        return users.find(id).orElseThrow(() -> new NoSuchElementException("no such user"));
    }

    private static void prepare(Database database) {
        try {
            database.inTransaction(statements -> statements.first(row -> true, "select 1"));
        } catch (DatabaseException e) {
            LOG.warn("The database cannot be reached yet: {}", e.getMessage());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "demo-issuer");
        thread.setDaemon(true);
        return thread;
    }
}
