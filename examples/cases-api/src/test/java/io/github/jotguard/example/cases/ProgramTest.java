package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as it is run by hand. */
class ProgramTest {

    /** Nothing that a shell acts on, not even an interactive one, where zsh has no comments and bash expands {@code !}. */
    private static final Pattern COMMENT = Pattern.compile("#[A-Za-z0-9 ,.:/_-]*");

    private static final Pattern ADDRESS = Pattern.compile("API=(.+)");
    private static final Pattern ADAS_TOKEN = Pattern.compile("ADA='([^']+)'");
    private static final Pattern REJECTION = Pattern.compile("401 ([a-z_]+)");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");
    private static final Pattern DATABASE = Pattern.compile("embedded jdbc:postgresql://127.0.0.1:([0-9]+)/");

    @Test
    @Timeout(300)
    void bringsAllItNeedsWhenNothingIsSetAndLeavesNothingBehind() throws IOException, InterruptedException {
        Process program = program(Map.of());
        try {
            List<String> printed = readWelcome(program);
            Caller ada = new Caller(only(printed, ADDRESS), only(printed, ADAS_TOKEN));
            assertThat(ada.get("/api/auth/me")
                            .isSuccess(200)
                            .json()
                            .path("name")
                            .asString())
                    .isEqualTo("Ada Lovelace");
            int databasePort = databasePort(printed);
            connect(databasePort);

            program.toHandle().destroy(); // SIGTERM, and what it prints until the end can still be read

            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isEqualTo(143);
            assertThatThrownBy(() -> connect(databasePort)).isInstanceOf(ConnectException.class);
            assertThat(rest(program)).as("nothing but the welcome is printed").isEmpty();
        } finally {
            program.destroyForcibly();
        }
    }

    /** In a shell, all of it, as who pastes it. */
    @Test
    @Timeout(300)
    @EnabledIf("thereIsCurl")
    void printsATextThatWorksWhenPastedAsAWhole(@TempDir Path directory) throws IOException, InterruptedException {
        Process program = program(Map.of());
        try {
            List<String> printed = readWelcome(program);
            assertThat(printed)
                    .filteredOn(line -> line.startsWith("#"))
                    .hasSizeGreaterThan(10)
                    .allMatch(COMMENT.asMatchPredicate());
            List<String> script = new ArrayList<>(printed);
            script.add("curl -siw '\\n' -H \"Authorization: Bearer $ADA\" $API/api/auth/me");
            script.add("curl -siw '\\n' -H \"Authorization: Bearer $GRACE\" $API/api/auth/me");

            String answers = pasted(script, directory);

            List<String> rejections = found(REJECTION, String.join("\n", printed));
            assertThat(rejections)
                    .containsExactly("expired", "wrong_audience", "wrong_issuer", "unknown_key", "bad_signature");
            assertThat(found(STATUS, answers))
                    .containsExactly(
                            "200", "200", "200", "200", "404", "204", "401", "401", "401", "401", "401", "200", "200");
            assertThat(found(CODE, answers)).startsWith("not_found").endsWith(rejections.toArray(String[]::new));
            assertThat(answers).endsWith("\n").doesNotContainPattern("[^\n]HTTP/1");
            assertThat(answers).contains("Ada Lovelace", "Grace Hopper", "\"total\":1", "\"status\":\"READY\"");
            assertThat(directory).as("no cookie is left").isEmptyDirectory();
        } finally {
            end(program);
        }
    }

    @Test
    @Timeout(180)
    void saysInOneLineWhatIsMissing() throws IOException, InterruptedException {
        Process program = program(Map.of("FRONTEND_URL", "https://app.example.com"));
        try {
            assertThat(rest(program)).hasSize(1).first().asString().contains("set DATABASE_URL");
            assertThat(program.waitFor()).isEqualTo(1);
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    @Timeout(180)
    void endsWithASentenceBeforeADatabaseIsStartedWhenThePortIsTaken(@TempDir Path temporary) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Process program = program(Map.of(
                    "PORT",
                    Integer.toString(taken.getLocalPort()),
                    "JDK_JAVA_OPTIONS",
                    "-Djava.io.tmpdir=" + temporary));

            assertThat(rest(program))
                    .contains("The application cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use. Set PORT to another port, or to 0 for a free one.")
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(program.waitFor()).isEqualTo(1);
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    @Timeout(180)
    void saysWhatToDoWhenBetterAuthHasNotMadeItsTables() throws IOException, InterruptedException {
        TestDatabase.create("not_ready");
        Process program = program(Map.of(
                "FRONTEND_URL",
                "https://app.example.com",
                "DATABASE_URL",
                TestDatabase.url(TestDatabase.port(), "not_ready")));
        try {
            assertThat(String.join("\n", rest(program)))
                    .contains(
                            "The table \"user\" of Better Auth is not in the database",
                            "Let Better Auth make its tables")
                    .doesNotContain("\tat ");
            assertThat(program.waitFor()).isEqualTo(1);
        } finally {
            program.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.example.com",
                "https://app.example.com/",
                "https://app.example.com/app",
                "https://user@app.example.com",
                "https://*",
                "*",
                "ftp://app.example.com",
                "https://a.example.com,https://b.example.com"
            })
    void takesNothingButAnOriginAsFrontEnd(String url) {
        assertThatThrownBy(() -> CasesApplication.start(
                        Map.of("PORT", "0", "FRONTEND_URL", url, "DATABASE_URL", TestDatabase.url()),
                        new PrintStream(OutputStream.nullOutputStream())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FRONTEND_URL must be an origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "65536", "999999", "80 80", "0x50", "\u0661"})
    void takesNothingButAPortAsPort(String port) {
        assertThatThrownBy(() ->
                        CasesApplication.start(Map.of("PORT", port), new PrintStream(OutputStream.nullOutputStream())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PORT must be a number from 0 to 65535; 0 takes a free one.");
    }

    private static Process program(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        CasesApplication.class.getName())
                .redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("FRONTEND_URL", "DATABASE_URL"));
        builder.environment().put("PORT", "0");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** With its database, which would go on without it. */
    private static void end(Process program) throws InterruptedException {
        program.toHandle().destroy();
        if (!program.waitFor(60, TimeUnit.SECONDS)) {
            program.destroyForcibly();
        }
    }

    private static List<String> readWelcome(Process program) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader reader = program.inputReader();
        while (lines.stream().noneMatch(line -> line.startsWith("# Ctrl-C"))) {
            String line = reader.readLine();
            assertThat(line).as("printed so far: %s", lines).isNotNull();
            lines.add(line);
        }
        return lines;
    }

    private static List<String> rest(Process program) {
        return program.inputReader().lines().toList();
    }

    static boolean thereIsCurl() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl")));
    }

    /**
     * Runs the lines in the directory, which also gets their temporary files, and returns their output. Ends at the
     * first line that fails.
     */
    private static String pasted(List<String> script, Path directory) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("pasted", ".log");
        ProcessBuilder builder = new ProcessBuilder("bash", "-eu").directory(directory.toFile());
        builder.environment().put("TMPDIR", directory.toString());
        Process shell = builder.redirectError(errors.toFile()).start();
        shell.outputWriter().append(String.join("\n", script)).append('\n').close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = shell.waitFor();
        assertThat(errors).isEmptyFile();
        Files.delete(errors);
        assertThat(status).isZero();
        return output;
    }

    private static String only(List<String> printed, Pattern line) {
        List<String> values = found(line, String.join("\n", printed));
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static int databasePort(List<String> printed) {
        Matcher database = DATABASE.matcher(String.join("\n", printed));
        assertThat(database.find()).isTrue();
        return Integer.parseInt(database.group(1));
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
