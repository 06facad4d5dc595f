package io.github.jotguard.container.war;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Apache Tomcat as it is downloaded, deployed to by its host. */
final class TomcatServer extends WarServer {

    private static final String SERVER_XML = """
            <Server port="-1">
              <Listener className="org.apache.catalina.core.JreMemoryLeakPreventionListener"/>
              <Listener className="org.apache.catalina.core.ThreadLocalLeakPreventionListener"/>
              <Service name="Catalina">
                <Connector address="127.0.0.1" port="%d"/>
                <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
                  <Host name="localhost" appBase="webapps"/>
                </Engine>
              </Service>
            </Server>
            """;

    private final Path base = workDirectory();

    TomcatServer() throws IOException {}

    @Override
    void start() throws Exception {
        Path home = Distributions.named("apache-tomcat");
        Distributions.copy(home.resolve("conf"), base.resolve("conf"));
        Files.writeString(base.resolve("conf/server.xml"), SERVER_XML.formatted(port()));
        for (String directory : new String[] {"logs", "temp", "webapps", "work"}) {
            Files.createDirectory(base.resolve(directory));
        }
        run(new ProcessBuilder(
                java().toString(),
                "-Xmx256m",
                // what Tomcat looks for leaks with
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + base,
                "-cp",
                home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
        await("Server startup in");
    }

    @Override
    void deploy(Path war) throws Exception {
        Path app = base.resolve("webapps/app.war");
        if (Files.exists(app)) {
            Files.delete(app);
            await("Undeploying context [/app]");
        }
        Path complete = base.resolve("temp/app.war");
        Files.copy(war, complete, StandardCopyOption.REPLACE_EXISTING);
        Files.move(complete, app);
        await("has finished in");
    }

    /** Standard output is what {@code catalina.sh} writes to {@code catalina.out}. */
    @Override
    Optional<LogFile> contextLog() {
        return Optional.of(new LogFile(base.resolve("logs"), "localhost."));
    }

    @Override
    boolean showsContextLog() {
        return false;
    }
}
