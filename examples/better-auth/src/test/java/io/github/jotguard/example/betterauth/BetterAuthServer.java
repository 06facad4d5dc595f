package io.github.jotguard.example.betterauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jotguard.example.database.ExampleDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real Better Auth server in a process of its own, on a database of its own in the shared embedded PostgreSQL. */
final class BetterAuthServer implements AutoCloseable {

    static final String SECRET = "interop-test-secret-" + "0123456789".repeat(3);

    private static final ExampleDatabase POSTGRES = ExampleDatabase.embedded();
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final int port = freePort();
    private final Map<String, String> environment = new HashMap<>();
    private Process process;

    /** A user who has just signed up. */
    record Session(String token, String cookies) {}

    private BetterAuthServer(Map<String, String> settings) {
        environment.put("PORT", Integer.toString(port));
        environment.put("DATABASE_URL", newDatabase());
        environment.put("BETTER_AUTH_SECRET", SECRET);
        environment.put("NODE_ENV", "test");
        environment.putAll(settings);
    }

    static BetterAuthServer start(Map<String, String> settings) {
        requireNode();
        BetterAuthServer server = new BetterAuthServer(settings);
        server.restart();
        return server;
    }

    /** Without Node or its packages there is nothing to test against; in CI both are installed, so nothing is skipped there. */
    private static void requireNode() {
        boolean isInstalled = new File("node_modules/better-auth").isDirectory();
        boolean isRequired = "true".equals(System.getenv("CI"));
        assumeTrue(isInstalled || isRequired, "skipped: run npm ci in examples/better-auth first (Node 20 or newer)");
    }

    void restart() {
        try {
            ProcessBuilder node = new ProcessBuilder("node", "server.mjs").redirectErrorStream(true);
            node.environment().putAll(environment);
            process = node.start();
            awaitReady();
        } catch (IOException noNode) {
            throw new UncheckedIOException(noNode);
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("Better Auth is ready")) {
                drain(output);
                return;
            }
        }
        throw new IllegalStateException("Better Auth did not start: " + said);
    }

    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}));
        reader.setDaemon(true);
        reader.start();
    }

    void kill() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    String jwksUri() {
        return origin() + "/api/auth/jwks";
    }

    Session signUp(String name) {
        String body =
                "{\"name\":\"%s\",\"email\":\"%s@example.test\",\"password\":\"password-123\"}".formatted(name, name);
        HttpResponse<String> answer = send(request("/api/auth/sign-up/email")
                .header("Content-Type", "application/json")
                .header("Origin", origin())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        StringBuilder cookies = new StringBuilder();
        answer.headers().allValues("set-cookie").forEach(cookie -> cookies.append(cookie.split(";")[0])
                .append("; "));
        return new Session(member(answer.body(), "token"), cookies.toString());
    }

    /** A JWT of the token endpoint. */
    String jwt(Session session) {
        HttpResponse<String> answer = send(
                request("/api/auth/token").header("Cookie", session.cookies()).GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return member(answer.body(), "token");
    }

    HttpResponse<String> keySet() {
        return send(request("/api/auth/jwks").GET());
    }

    static String cookie(Session session, String name) {
        for (String cookie : session.cookies().split("; ")) {
            if (cookie.startsWith(name + "=")) {
                return cookie.substring(name.length() + 1);
            }
        }
        throw new IllegalArgumentException("no cookie " + name);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path)).timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** A string member of a flat enough JSON answer. */
    private static String member(String json, String name) {
        int from = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(from, json.indexOf('"', from));
    }

    private static String newDatabase() {
        String name = "better_auth_" + DATABASES.incrementAndGet();
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        String server = POSTGRES.jdbcUrl().replace("jdbc:postgresql://", "postgresql://" + POSTGRES.username() + "@");
        return server.substring(0, server.lastIndexOf('/') + 1) + name;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
