package io.github.jotguard.example.support.launcher;

import java.nio.file.Path;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same WAR in a Jetty. */
class JettyTest extends SupportChatContract {

    private static final Server SERVER = new Server();
    private static final ServerConnector CONNECTOR = new ServerConnector(SERVER);

    @TempDir
    static Path temporary;

    @BeforeAll
    static void deploy() throws Exception {
        World.settings();
        CONNECTOR.setHost("127.0.0.1");
        SERVER.addConnector(CONNECTOR);
        WebAppContext war = new WebAppContext();
        war.setContextPath("/");
        war.setWar(World.WAR.toAbsolutePath().toString());
        war.setTempDirectory(temporary.toFile());
        war.setThrowUnavailableOnStartupException(true);
        SERVER.setHandler(war);
        SERVER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    @Override
    String address() {
        return "http://127.0.0.1:" + CONNECTOR.getLocalPort();
    }
}
