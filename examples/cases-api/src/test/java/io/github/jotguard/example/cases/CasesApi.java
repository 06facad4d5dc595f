package io.github.jotguard.example.cases;

import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application as it is run beside a front end, started once for all tests of a JVM: real HTTP, a real PostgreSQL
 * behind a wire that can be cut, an issuer that signs what a test wants. Every test takes users of its own.
 */
final class CasesApi {

    static final TestIssuer ISSUER = TestIssuer.start();
    static final CuttableProxy DATABASE_WIRE = wire();
    static final ConfigurableApplicationContext CONTEXT = CasesApplication.start(
            Map.of(
                    "PORT", "0",
                    "FRONTEND_URL", ISSUER.origin(),
                    "DATABASE_URL", TestDatabase.url(DATABASE_WIRE.port(), "postgres")),
            new PrintStream(OutputStream.nullOutputStream()));

    private static final AtomicInteger USERS = new AtomicInteger();

    private CasesApi() {}

    static String origin() {
        return origin(CONTEXT);
    }

    static String origin(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Makes a user nobody else has. */
    static String newUser() {
        String id = "user-" + USERS.incrementAndGet();
        return TestDatabase.addUser(id, "Name of " + id, id + "@example.test");
    }

    /** A new user with a good token. */
    static Caller newCaller() {
        return callerFor(newUser());
    }

    static Caller callerFor(String userId) {
        return callerWith(token -> token.subject(userId));
    }

    static Caller callerWith(Consumer<TestToken> changes) {
        return new Caller(origin(), ISSUER.token(changes));
    }

    static Caller nobody() {
        return new Caller(origin(), "");
    }

    private static CuttableProxy wire() {
        try {
            return new CuttableProxy(TestDatabase.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
