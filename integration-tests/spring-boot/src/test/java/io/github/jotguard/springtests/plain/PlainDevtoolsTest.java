package io.github.jotguard.springtests.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs with devtools, which load the application with a class loader of their own, and again after a change. */
class PlainDevtoolsTest {

    private static final int LONGEST_RUN_MINUTES = 5;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void namesTheCallerBeforeAndAfterARestart() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            Process process = start(issuer);
            // ends the wait for its next line
            CompletableFuture.delayedExecutor(LONGEST_RUN_MINUTES, TimeUnit.MINUTES)
                    .execute(process::destroyForcibly);
            try (BufferedReader output = process.inputReader()) {
                String first = started(output);
                assertThat(first).contains("RestartClassLoader", "before: none");
                assertGuarded(port(first), issuer);

                // without waiting for the response, which the restart may cut off
                CLIENT.sendAsync(request("POST", port(first), "/restart", issuer.token()), BodyHandlers.discarding());
                String second = started(output);
                assertThat(second).contains("RestartClassLoader", "state=CLOSED");
                assertGuarded(port(second), issuer);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static void assertGuarded(String port, TestIssuer issuer) throws Exception {
        HttpResponse<String> without = get(port, "/who", null);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.body()).contains("missing_token");
        HttpResponse<String> with = get(port, "/who", issuer.token(t -> t.subject("u1")));
        assertThat(with.statusCode()).as(with.body()).isEqualTo(200);
        assertThat(with.body()).isEqualTo("u1 u1 u1");
    }

    private static HttpResponse<String> get(String port, String path, String token) throws Exception {
        return CLIENT.send(request("GET", port, path, token), BodyHandlers.ofString());
    }

    private static HttpRequest request(String method, String port, String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Connection", "close")
                .method(method, HttpRequest.BodyPublishers.noBody());
        Optional.ofNullable(token).ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request.build();
    }

    /** On the class path of this variant, and devtools. */
    private static Process start(TestIssuer issuer) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                + File.pathSeparator
                + System.getProperty("devtools");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                DevtoolsApplication.class.getName(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--spring.devtools.restart.enabled=true",
                "--spring.devtools.livereload.enabled=false",
                "--jotguard.better-auth.origin=" + issuer.origin()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Waits for the next line that says that the application has started. */
    private static String started(BufferedReader output) {
        List<String> lines = new ArrayList<>();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith("started ")) {
                    return line;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        throw new AssertionError("The application ended:\n" + String.join("\n", lines));
    }

    private static String port(String started) {
        return started.split(" ")[1];
    }
}
