package io.github.jotguard.example.support.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.client.Client.Reply;
import io.github.jotguard.example.client.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
        try (Program program = program(Map.of("PORT", "0"))) {
            String address = program.find(READY);
            String issuer = program.find(ISSUER);
            chat(Client.of(address), Client.of(issuer), issuer);

            program.end();

            assertThat(Program.accepts(address)).isFalse();
            assertThat(Program.accepts(issuer)).isFalse();
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("support-chat"));
            }
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
        try (Program program = program(Map.of("PORT", "0"))) {
            List<String> printed = program.readTo("curl -sw '\\n' http");

            assertThat(printed)
                    .filteredOn(line -> line.startsWith("#"))
                    .hasSizeGreaterThan(3)
                    .allMatch(line -> line.matches("#[A-Za-z0-9 ,.:/_-]*"));
            assertThat(Program.paste(printed, temporary))
                    .contains("My order has not arrived", "missing_token")
                    .endsWith("\n");
        }
    }

    @Test
    void endsWithASentenceWhenItCannotStart() throws Exception {
        try (Program program = program(Map.of("PORT", "many"))) {
            assertThat(program.errors()).isEqualTo("PORT must be a number from 0 to 65535; 0 takes a free one.");
        }
    }

    @Test
    void endsWithASentenceBeforeADatabaseIsStartedWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                Program program = program(Map.of("PORT", Integer.toString(taken.getLocalPort())))) {
            assertThat(program.errors())
                    .contains("The application cannot listen on 127.0.0.1:" + taken.getLocalPort(), "Set PORT")
                    .hasLineCount(1);
            assertThat(program.exitStatus()).isEqualTo(2);
            assertThat(temporary).isEmptyDirectory();
        }
    }

    private Program program(Map<String, String> environment) throws IOException {
        return Program.ofClass(SupportChatLauncher.class.getName(), temporary, environment, World.WAR.toString());
    }
}
