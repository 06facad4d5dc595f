package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tasks API as a program of its own. */
@Timeout(120)
class ProgramTest {

    private static final Pattern READY = Pattern.compile("# tasks-api ready at http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern DATABASE =
            Pattern.compile("# Database: embedded jdbc:postgresql://127\\.0\\.0\\.1:(\\d+)/.*");
    private static final InetAddress LOOPBACK = loopback();

    @TempDir
    Path temporary;

    @Test
    void saysWhereItIsAndLeavesNothingBehindWhenItIsTerminated() throws Exception {
        Process program = program(Map.of("PORT", "0", "BETTER_AUTH_SECRET", "0123456789-0123456789-0123456789"));
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            int port = portIn(out, READY);
            int databasePort = portIn(out, DATABASE);
            assertThat(Client.of("http://127.0.0.1:" + port).get("/health").status())
                    .isEqualTo(200);
            assertThat(otherAddresses()).noneMatch(address -> accepts(address, port));

            program.destroy();

            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(accepts(LOOPBACK, port)).isFalse();
            assertThat(accepts(LOOPBACK, databasePort)).isFalse();
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("tasks-api"));
            }
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void printsATextThatWorksWhenPastedAsAWhole() throws Exception {
        Process program = program(Map.of("PORT", "0", "BETTER_AUTH_SECRET", "0123456789-0123456789-0123456789"));
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            List<String> printed = readTo(out, "curl -sw '\\n' http");

            assertThat(printed)
                    .filteredOn(line -> line.startsWith("#"))
                    .hasSizeGreaterThan(3)
                    .allMatch(line -> line.matches("#[A-Za-z0-9 ,.:/_-]*"));
            assertThat(pasted(printed))
                    .contains("ada@example.test", "Buy milk", "missing_token")
                    .endsWith("\n");
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
    void endsWithASentenceWithoutASecret() throws Exception {
        Process program = program(Map.of());

        assertThat(errors(program)).startsWith("BETTER_AUTH_SECRET is not set.").hasLineCount(1);
        assertThat(program.waitFor()).isEqualTo(2);
    }

    @Test
    void endsWithASentenceBeforeADatabaseIsStartedWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            Process program = program(Map.of(
                    "PORT",
                    Integer.toString(taken.getLocalPort()),
                    "BETTER_AUTH_SECRET",
                    "0123456789-0123456789-0123456789"));

            assertThat(errors(program))
                    .contains("The application cannot listen on 127.0.0.1:" + taken.getLocalPort(), "Set PORT")
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
                TasksApplication.class.getName());
        for (String name : new String[] {"PORT", "DATABASE_URL", "FRONTEND_URL", "BETTER_AUTH_SECRET"}) {
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

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(network -> Collections.list(network.getInetAddresses()).stream())
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
            return true;
        } catch (IOException rejected) {
            return false;
        }
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
