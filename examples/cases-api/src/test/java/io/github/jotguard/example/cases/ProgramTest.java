package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.example.cases.Caller.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as it is run by hand. */
class ProgramTest {

    private static final Pattern CURL = Pattern.compile(
            "curl -i -H 'Authorization: Bearer ([^']+)'(?: -H 'Content-Type: [^']+' -d '([^']+)')? '?(http://[0-9.:]+)([^ ']+)'?");
    private static final Pattern DATABASE = Pattern.compile("embedded jdbc:postgresql://127.0.0.1:([0-9]+)/");

    @Test
    @Timeout(300)
    void printsLinesThatWorkWhenNothingIsSetAndLeavesNothingBehind() throws IOException, InterruptedException {
        Process program = program(Map.of());
        try {
            List<String> printed = readWelcome(program);
            List<Answer> answers = printed.stream()
                    .map(CURL::matcher)
                    .filter(Matcher::matches)
                    .map(ProgramTest::run)
                    .toList();

            assertThat(answers).extracting(Answer::status).containsExactly(200, 201, 200, 200);
            assertThat(answers.get(0).json().path("name").asString()).isEqualTo("Ada Lovelace");
            assertThat(answers.get(2).json().path("total").asInt()).isEqualTo(1);
            assertThat(answers.get(3).json().path("total").asInt()).isZero();
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

    private static List<String> readWelcome(Process program) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader reader = program.inputReader();
        while (lines.stream().noneMatch(line -> line.contains("/sign-in/email"))) {
            String line = reader.readLine();
            assertThat(line).as("printed so far: %s", lines).isNotNull();
            lines.add(line);
        }
        return lines;
    }

    private static List<String> rest(Process program) {
        return program.inputReader().lines().toList();
    }

    private static Answer run(Matcher curl) {
        Caller caller = new Caller(curl.group(3), curl.group(1));
        return curl.group(2) == null ? caller.get(curl.group(4)) : caller.post(curl.group(4), curl.group(2));
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
