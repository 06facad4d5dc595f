package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tasks API as a program of its own. */
@Timeout(120)
class ProgramTest {

    private static final Pattern READY = Pattern.compile("# tasks-api ready at (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern DATABASE =
            Pattern.compile("# Database: embedded jdbc:(postgresql://127\\.0\\.0\\.1:\\d+)/.*");
    private static final String SECRET = "0123456789-0123456789-0123456789";

    @TempDir
    Path temporary;

    @Test
    void saysWhereItIsAndLeavesNothingBehindWhenItIsTerminated() throws Exception {
        try (Program program = program(Map.of("PORT", "0", "BETTER_AUTH_SECRET", SECRET))) {
            String address = program.find(READY);
            String database = program.find(DATABASE);
            assertThat(Client.of(address).get("/health").status()).isEqualTo(200);
            int port = URI.create(address).getPort();
            assertThat(otherAddresses()).noneMatch(other -> Program.accepts(new InetSocketAddress(other, port)));

            program.end();

            assertThat(Program.accepts(address)).isFalse();
            assertThat(Program.accepts(database)).isFalse();
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("tasks-api"));
            }
        }
    }

    @Test
    void printsATextThatWorksWhenPastedAsAWhole() throws Exception {
        try (Program program = program(Map.of("PORT", "0", "BETTER_AUTH_SECRET", SECRET))) {
            List<String> printed = program.readTo("curl -sw '\\n' http");

            assertThat(printed)
                    .filteredOn(line -> line.startsWith("#"))
                    .hasSizeGreaterThan(3)
                    .allMatch(line -> line.matches("#[A-Za-z0-9 ,.:/_-]*"));
            assertThat(Program.paste(printed, temporary))
                    .contains("ada@example.test", "Buy milk", "missing_token")
                    .endsWith("\n");
        }
    }

    @Test
    void endsWithASentenceWithoutASecret() throws Exception {
        try (Program program = program(Map.of())) {
            assertThat(program.errors())
                    .startsWith("BETTER_AUTH_SECRET is not set.")
                    .hasLineCount(1);
            assertThat(program.exitStatus()).isEqualTo(2);
        }
    }

    @Test
    void endsWithASentenceBeforeADatabaseIsStartedWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                Program program =
                        program(Map.of("PORT", Integer.toString(taken.getLocalPort()), "BETTER_AUTH_SECRET", SECRET))) {
            assertThat(program.errors())
                    .contains("The application cannot listen on 127.0.0.1:" + taken.getLocalPort(), "Set PORT")
                    .hasLineCount(1);
            assertThat(program.exitStatus()).isEqualTo(2);
            assertThat(temporary).isEmptyDirectory();
        }
    }

    private Program program(Map<String, String> environment) throws IOException {
        return Program.ofClass(TasksApplication.class.getName(), temporary, environment);
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(network -> Collections.list(network.getInetAddresses()).stream())
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }
}
