package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo issuer as a program of its own. */
@Timeout(90)
class ProgramTest {

    private static final Pattern READY = Pattern.compile("# Demo issuer ready at (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern DATABASE =
            Pattern.compile("# Database: embedded jdbc:(postgresql://127\\.0\\.0\\.1:\\d+)/.*");

    @TempDir
    Path temporary;

    @Test
    void saysWhereItIsAndLeavesNothingBehindWhenItIsTerminated() throws Exception {
        try (Program program = program(Map.of("PORT", "0"))) {
            String address = program.find(READY);
            String database = program.find(DATABASE);
            assertThat(Program.accepts(address)).isTrue();

            program.end();

            assertThat(Program.accepts(address)).isFalse();
            assertThat(Program.accepts(database)).isFalse();
        }
    }

    @Test
    void printsATextThatWorksWhenPastedAsAWhole() throws Exception {
        try (Program program = program(Map.of("PORT", "0"))) {
            List<String> printed = program.readTo("curl -sw '\\n' -b");

            assertThat(printed)
                    .filteredOn(line -> line.startsWith("#"))
                    .hasSizeGreaterThan(3)
                    .allMatch(line -> line.matches("#[A-Za-z0-9 ,.:/_-]*"));
            assertThat(Program.paste(printed, temporary))
                    .contains("\"token\":\"ey")
                    .endsWith("\n");
        }
    }

    @Test
    void endsWithASentenceWhenItShallListenOnEveryAddress() throws Exception {
        try (Program program = program(Map.of("HOST", "0.0.0.0"))) {
            assertThat(program.errors())
                    .startsWith("HOST must be 127.0.0.1 or absent:")
                    .hasLineCount(1);
            assertThat(program.exitStatus()).isEqualTo(2);
        }
    }

    @Test
    void endsWithASentenceBeforeADatabaseIsStartedWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                Program program = program(Map.of("PORT", Integer.toString(taken.getLocalPort())))) {
            assertThat(program.errors())
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "Set PORT")
                    .hasLineCount(1);
            assertThat(program.exitStatus()).isEqualTo(2);
            assertThat(temporary).isEmptyDirectory();
        }
    }

    private Program program(Map<String, String> environment) throws IOException {
        return Program.ofClass(DemoIssuer.class.getName(), temporary, environment);
    }
}
