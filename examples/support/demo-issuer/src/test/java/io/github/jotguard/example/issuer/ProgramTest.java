package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo issuer as a program of its own. */
@Timeout(90)
class ProgramTest {

    private static final Pattern READY = Pattern.compile("# Demo issuer ready at http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern DATABASE =
            Pattern.compile("# Database: embedded jdbc:postgresql://127\\.0\\.0\\.1:(\\d+)/.*");

    @TempDir
    Path temporary;

    @Test
    void saysWhereItIsAndLeavesNothingBehindWhenItIsTerminated() throws Exception {
        Process program = program(Map.of("PORT", "0"));
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            int port = portIn(out, READY);
            int databasePort = portIn(out, DATABASE);
            assertThat(accepts(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port))
                    .isTrue();

            program.destroy();

            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(accepts(InetAddress.getLoopbackAddress(), port)).isFalse();
            assertThat(accepts(InetAddress.getLoopbackAddress(), databasePort)).isFalse();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void printsATextThatWorksWhenPastedAsAWhole() throws Exception {
        Process program = program(Map.of("PORT", "0"));
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            List<String> printed = readTo(out, "curl -sw '\\n' -b");

            assertThat(printed)
                    .filteredOn(line -> line.startsWith("#"))
                    .hasSizeGreaterThan(3)
                    .allMatch(line -> line.matches("#[A-Za-z0-9 ,.:/_-]*"));
            assertThat(pasted(printed)).contains("\"token\":\"ey").endsWith("\n");
        } finally {
            program.toHandle().destroy();
            program.waitFor(60, TimeUnit.SECONDS);
        }
    }

    private static List<String> readTo(BufferedReader out, String lastLine) throws IOException {
        List<String> printed = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            printed.add(line);
            if (line.startsWith(lastLine)) {
                return printed;
            }
        }
        throw new AssertionError("the program ended after " + printed);
    }

    /** Runs the lines in a shell that ends at the first that fails, and returns their output. */
    private String pasted(List<String> script) throws IOException, InterruptedException {
        Path errors = temporary.resolve("errors");
        Process shell =
                new ProcessBuilder("bash", "-eu").redirectError(errors.toFile()).start();
        shell.outputWriter().append(String.join("\n", script)).append('\n').close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = shell.waitFor();
        assertThat(errors).isEmptyFile();
        assertThat(status).isZero();
        return output;
    }

    @Test
    void endsWithASentenceWhenItShallListenOnEveryAddress() throws Exception {
        Process program = program(Map.of("HOST", "0.0.0.0"));

        assertThat(errors(program))
                .startsWith("HOST must be 127.0.0.1 or absent:")
                .hasLineCount(1);
        assertThat(program.waitFor()).isEqualTo(2);
    }

    @Test
    void endsWithASentenceBeforeADatabaseIsStartedWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Process program = program(Map.of("PORT", Integer.toString(taken.getLocalPort())));

            assertThat(errors(program))
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "Set PORT")
                    .hasLineCount(1);
            assertThat(program.waitFor()).isEqualTo(2);
            assertThat(temporary).isEmptyDirectory();
        }
    }

    private Process program(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                DemoIssuer.class.getName());
        for (String name : new String[] {"PORT", "HOST", "DATABASE_URL", "BETTER_AUTH_SECRET", "TRUSTED_ORIGINS"}) {
            builder.environment().remove(name);
        }
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int portIn(BufferedReader out, Pattern pattern) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new AssertionError("the program ended without printing " + pattern);
    }

    private static String errors(Process program) throws IOException {
        try (BufferedReader errors = program.errorReader(StandardCharsets.UTF_8)) {
            return errors.lines().collect(Collectors.joining("\n"));
        }
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
            return true;
        } catch (IOException rejected) {
            return false;
        }
    }
}
