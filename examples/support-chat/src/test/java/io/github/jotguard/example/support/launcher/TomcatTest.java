package io.github.jotguard.example.support.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Client.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The WAR in the launcher's Tomcat. */
class TomcatTest extends SupportChatContract {

    private static WarServer server;

    @BeforeAll
    static void deploy() {
        World.settings();
        server = WarServer.start(World.WAR, 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    String address() {
        return server.address();
    }

    @Test
    void rejectsTenMegabytes() {
        Reply rejected = client(World.newPerson())
                .send("POST", "/support/chatkit", new byte[10_000_000], "Content-Type", "application/json");

        assertThat(rejected.status()).isEqualTo(413);
    }
}
