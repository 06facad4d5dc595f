package io.github.jotguard.example.mcp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the Node programs of this example. Without Node's packages the tests are skipped; in CI none may be. */
final class NodePrograms {

    private static final int PATIENCE_SECONDS = 120;

    private NodePrograms() {}

    /** Skips the test, unless {@code npm ci} was run here. */
    static void require() {
        boolean isInstalled = Files.isDirectory(Path.of("node_modules/@modelcontextprotocol/sdk"));
        if (!isInstalled && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("in CI the packages must be installed: npm ci in examples/mcp-server");
        }
        assumeTrue(isInstalled, "skipped: run npm ci in examples/mcp-server first (Node 20 or newer)");
    }

    /** Starts Better Auth, and waits until it listens. */
    static Process betterAuth(int port, String resource) {
        try {
            Process process = start(
                    Map.of("PORT", Integer.toString(port), "RESOURCE", resource, "ENDS_WITH_INPUT", "true"),
                    "auth.mjs");
            String line = output(process).readLine();
            if (line == null || !line.startsWith("ready at ")) {
                throw new IllegalStateException("Better Auth did not start: " + line);
            }
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs the official client against a server that it knows the URL of. */
    static String client(String url) {
        try {
            Process process = start(Map.of("WITH_TOKEN", "true"), "client.mjs", url);
            String text = output(process).lines().collect(Collectors.joining("\n"));
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new IllegalStateException("The client failed: " + text);
            }
            return text;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Process start(Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder node = new ProcessBuilder("node").redirectErrorStream(true);
        node.command().addAll(List.of(arguments));
        node.environment().putAll(environment);
        return node.start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
