package io.github.jotguard.container.war;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Open Liberty as it is downloaded, with the features of Jakarta EE 10 that the application needs. */
final class LibertyServer extends WarServer {

    private final Path user = workDirectory();

    LibertyServer() throws IOException {}

    @Override
    void start() throws Exception {
        Path home = Distributions.named("wlp");
        Path server = Files.createDirectories(user.resolve("servers/tests"));
        Files.createDirectories(server.resolve("dropins"));
        Files.writeString(server.resolve("server.xml"), """
                <server>
                  <featureManager>
                    <feature>servlet-6.0</feature><feature>pages-3.1</feature><feature>websocket-2.1</feature>
                    <feature>restfulWS-3.1</feature><feature>cdi-4.0</feature>
                  </featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <applicationMonitor updateTrigger="polled" pollingRate="500ms"/>
                </server>
                """.formatted(port()));
        ProcessBuilder command =
                new ProcessBuilder("sh", home.resolve("bin/server").toString(), "run", "tests");
        command.environment().put("WLP_USER_DIR", user.toString());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        run(command);
        await("CWWKF0011I");
    }

    @Override
    void deploy(Path war) throws Exception {
        Path app = user.resolve("servers/tests/dropins/app.war");
        if (Files.exists(app)) {
            Files.delete(app);
            await("CWWKZ0009I", "CWWKZ0010E");
        }
        Path complete = user.resolve("app.war");
        Files.copy(war, complete, StandardCopyOption.REPLACE_EXISTING);
        Files.move(complete, app);
        await("CWWKZ0001I", "CWWKZ0002E", "CWWKZ0003I", "CWWKZ0012I");
    }

    @Override
    Optional<LogFile> contextLog() {
        return Optional.of(new LogFile(user.resolve("servers/tests/logs"), "messages.log"));
    }

    @Override
    boolean showsContextLog() {
        return false;
    }

    @Override
    boolean checksRolesAllowed() {
        return true;
    }
}
