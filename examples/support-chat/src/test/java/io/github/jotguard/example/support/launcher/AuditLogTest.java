package io.github.jotguard.example.support.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.support.launcher.World.Person;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every attempt is in the audit log, and nothing that a log should not hold. */
class AuditLogTest {

    private static final String CHAT = "/support/chatkit";

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(standardError);
    }

    @Test
    void hasALineForEveryAttemptAndOneForEveryOutcome() {
        Person ada = World.newPerson();
        Person away = World.newPersonWithoutSession();
        String stranger = World.ISSUER.token(t -> t.subject("line\nbreak").email("nobody@example.test"));
        World.settings();
        try (WarServer server = WarServer.start(World.WAR, 0)) {
            Client client = Client.of(server.address());
            client.get(CHAT);
            client.with("garbage").get(CHAT);
            client.with(ada.token()).post(CHAT, "{\"message\":\"my private words\"}");
            client.with(away.token()).get(CHAT);
            client.with(stranger).get(CHAT);
            client.with(ada.token()).post(CHAT, "{}");
        }

        String log = captured.toString(StandardCharsets.UTF_8);
        assertThat(lines(log, "io.github.jotguard.audit"))
                .containsExactly(
                        "REJECTED code=missing_token subject=- GET /support/chatkit",
                        "REJECTED code=malformed subject=- GET /support/chatkit",
                        "ACCEPTED code=- subject=" + ada.id() + " POST /support/chatkit",
                        "ACCEPTED code=- subject=" + away.id() + " GET /support/chatkit",
                        "ACCEPTED code=- subject=line\\u000abreak GET /support/chatkit",
                        "ACCEPTED code=- subject=" + ada.id() + " POST /support/chatkit");
        assertThat(lines(log, "io.github.jotguard.example.support.audit"))
                .containsExactly(
                        "answered subject=" + ada.id() + " POST /support/chatkit",
                        "no_active_session subject=" + away.id() + " GET /support/chatkit",
                        "user_not_found subject=line?break GET /support/chatkit",
                        "invalid_fields subject=" + ada.id() + " POST /support/chatkit");
        assertThat(log).doesNotContain("@example.test", "my private words", "garbage");
        for (String token : List.of(ada.token(), away.token(), stranger)) {
            assertThat(log).doesNotContain(token.split("\\."));
        }
    }

    private static List<String> lines(String log, String logger) {
        String start = " INFO " + logger + " - ";
        return log.lines()
                .filter(line -> line.contains(start))
                .map(line -> line.substring(line.indexOf(start) + start.length()))
                .toList();
    }
}
