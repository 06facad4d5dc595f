package io.github.jotguard.container.war;

import java.io.IOException;
import java.nio.file.Path;

/** Eclipse GlassFish, embedded in a program of its own. */
final class GlassFishServer extends WarServer {

    GlassFishServer() throws IOException {}

    @Override
    void start() throws Exception {
        run(new ProcessBuilder(
                        java().toString(),
                        "-Xmx512m",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.net=ALL-UNNAMED",
                        "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                        "-cp",
                        Programs.classPath(GlassFishProgram.class, "glassfish-embedded"),
                        GlassFishProgram.class.getName(),
                        Integer.toString(port()))
                .directory(workDirectory().toFile()));
        await(GlassFishProgram.DONE);
    }

    @Override
    void deploy(Path war) throws Exception {
        tell(war.toString());
        await(GlassFishProgram.DONE, GlassFishProgram.FAILED);
    }

    @Override
    boolean injectsCaller() {
        return true;
    }
}
