package io.github.jotguard.mcp;

import io.github.jotguard.interop.Http;
import io.github.jotguard.interop.Installed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official client of the example, which knows the URL of the MCP server alone. */
final class OfficialClient {

    private static final Path EXAMPLE = Path.of("../../examples/mcp-server");
    private static final String OPEN = "open ";
    private static final int PATIENCE_SECONDS = 180;
    private static final Http HTTP = Http.plain();

    private OfficialClient() {}

    /** Skips the test, unless the client is installed. */
    static void require() {
        Installed.require(
                Files.isDirectory(EXAMPLE.resolve("node_modules/@modelcontextprotocol/sdk")),
                "run npm ci in examples/mcp-server first (Node 20 or newer)");
    }

    /** Runs the client, which signs a new user of Better Auth in by itself. */
    static JsonNode run(String url) {
        return run(new ProcessBuilder("node", "client.mjs", url), UnaryOperator.identity());
    }

    /**
     * Runs the client with a browser.
     *
     * @param browser returns where the login at an address leads to in the end
     */
    static JsonNode run(String url, UnaryOperator<String> browser) {
        return run(new ProcessBuilder("node", "client.mjs", url, "browser"), browser);
    }

    private static JsonNode run(ProcessBuilder node, UnaryOperator<String> browser) {
        node.environment().put("WITH_TOKEN", "true");
        Process process = null;
        try {
            process = node.directory(EXAMPLE.toFile()).redirectErrorStream(true).start();
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .execute(process::destroyForcibly);
            Deque<String> output = converse(process, browser);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The client failed: " + String.join("\n", output));
            }
            return JsonMapper.shared().readTree(output.getLast());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private static Deque<String> converse(Process process, UnaryOperator<String> browser) throws IOException {
        Deque<String> output = new ArrayDeque<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.startsWith(OPEN)) {
                    HTTP.get(browser.apply(line.substring(OPEN.length()))).expect(200);
                }
            }
        }
        return output;
    }
}
