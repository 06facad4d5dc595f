package io.github.jotguard.container.war;

import java.io.IOException;
import java.nio.file.Path;

/** Apache Tomcat with WebSocket, in a program of its own. */
final class TomcatServer extends WarServer {

    TomcatServer() throws IOException {}

    @Override
    void start() throws Exception {
        run(new ProcessBuilder(
                        java().toString(),
                        "-Xmx256m",
                        // what Tomcat looks for leaks with
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                        "-cp",
                        Programs.classPath(TomcatProgram.class, "tomcat"),
                        TomcatProgram.class.getName(),
                        Integer.toString(port()))
                .directory(workDirectory().toFile()));
        await(TomcatProgram.DONE);
    }

    @Override
    void deploy(Path war) throws Exception {
        tell(war.toString());
        await(TomcatProgram.DONE, TomcatProgram.FAILED);
    }
}
