package io.github.jotguard.container.war;

import java.io.IOException;
import java.nio.file.Path;

/** Payara Micro, in a program of its own. */
final class PayaraServer extends WarServer {

    PayaraServer() throws IOException {}

    @Override
    void start() throws Exception {
        Path directory = workDirectory();
        Path classes = Programs.alone(PayaraProgram.class, directory);
        run(new ProcessBuilder(
                        java().toString(),
                        "-Xmx512m",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.net=ALL-UNNAMED",
                        "--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED",
                        "--add-opens=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                        "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                        "--add-opens=java.management/sun.management=ALL-UNNAMED",
                        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "-cp",
                        Distributions.named("payara-micro") + ":" + classes,
                        PayaraProgram.class.getName(),
                        Integer.toString(port()))
                .directory(directory.toFile()));
        await(PayaraProgram.DONE);
    }

    @Override
    void deploy(Path war) throws Exception {
        tell(war.toString());
        await(PayaraProgram.DONE, PayaraProgram.FAILED);
    }
}
