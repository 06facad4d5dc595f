package io.github.jotguard.example.support.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Client.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** The launcher as a program, with the demo issuer that it starts. */
@Timeout(180)
class LauncherTest {

    private static final Pattern READY = Pattern.compile("# support-chat ready at (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern ISSUER = Pattern.compile("# Issuer: +(http://127\\.0\\.0\\.1:\\d+)");

    @TempDir
    Path temporary;

    @Test
    void leadsFromSigningUpToSigningOutAndLeavesNothingBehind() throws Exception {
        Process program = program(Map.of("PORT", "0"));
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            String address = in(out, READY);
            String issuer = in(out, ISSUER);
            chat(Client.of(address), Client.of(issuer), issuer);

            program.destroy();

            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(accepts(address)).isFalse();
            assertThat(accepts(issuer)).isFalse();
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("support-chat"));
            }
        } finally {
            program.destroyForcibly();
        }
    }

    private static void chat(Client chat, Client issuer, String origin) {
        Reply signedUp = issuer.post(
                "/api/auth/sign-up/email",
                "{\"name\":\"Ada\",\"email\":\"Ada@example.test\",\"password\":\"correct horse\"}");
        Client session = issuer.with(signedUp.at("/token"));
        Client ada = chat.with(session.get("/api/auth/token").at("/token"));

        Reply posted = ada.post("/support/chatkit", "{\"message\":\"hello\"}");
        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.at("/userId")).isEqualTo(signedUp.at("/user/id"));

        assertThat(session.send("POST", "/api/auth/sign-out", new byte[0], "Origin", origin)
                        .status())
                .isEqualTo(200);
        Reply rejected = ada.get("/support/chatkit");
        assertThat(rejected.status()).isEqualTo(404);
        assertThat(rejected.at("/detail")).isEqualTo("No active session");
    }

    @Test
    void printsATextThatWorksWhenPastedAsAWhole() throws Exception {
        Process program = program(Map.of("PORT", "0"));
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            List<String> printed = readTo(out, "curl -sw '\\n' http");

            assertThat(printed)
                    .filteredOn(line -> line.startsWith("#"))
                    .hasSizeGreaterThan(3)
                    .allMatch(line -> line.matches("#[A-Za-z0-9 ,.:/_-]*"));
            assertThat(pasted(printed))
                    .contains("My order has not arrived", "missing_token")
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
    void endsWithASentenceWhenItCannotStart() throws Exception {
        assertThat(errors(program(Map.of("PORT", "many"))))
                .isEqualTo("PORT must be a number from 0 to 65535; 0 takes a free one.");
    }

    @Test
    void endsWithASentenceBeforeADatabaseIsStartedWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Process program = program(Map.of("PORT", Integer.toString(taken.getLocalPort())));

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
                SupportChatLauncher.class.getName(),
                World.WAR.toString());
        for (String name : new String[] {"PORT", "DATABASE_URL", "FRONTEND_URL"}) {
            builder.environment().remove(name);
        }
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String in(BufferedReader out, Pattern pattern) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        throw new AssertionError("the program ended without printing " + pattern);
    }

    private static String errors(Process program) throws IOException {
        try (BufferedReader errors = program.errorReader(StandardCharsets.UTF_8)) {
            return errors.lines().collect(Collectors.joining("\n"));
        }
    }

    private static boolean accepts(String address) {
        URI uri = URI.create(address);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 2_000);
            return true;
        } catch (IOException rejected) {
            return false;
        }
    }
}
