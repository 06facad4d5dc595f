package io.github.jotguard.container.war;

import java.io.IOException;
import java.nio.file.Path;

/** Eclipse Jetty with WebSocket, in a program of its own. */
final class JettyServer extends WarServer {

    JettyServer() throws IOException {}

    @Override
    void start() throws Exception {
        run(new ProcessBuilder(
                        java().toString(),
                        "-Xmx256m",
                        "-cp",
                        Programs.classPath(JettyProgram.class, "jetty", "slf4j-api", "jakarta.", "asm"),
                        JettyProgram.class.getName(),
                        Integer.toString(port()),
                        System.getProperty("jotguard.server.environment"))
                .directory(workDirectory().toFile()));
        await(JettyProgram.DONE);
    }

    @Override
    void deploy(Path war) throws Exception {
        tell(war.toString());
        await(JettyProgram.DONE, JettyProgram.FAILED);
    }
}
