package io.github.jotguard.container.war;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** WildFly as it is downloaded, deployed to by its scanner. */
final class WildFlyServer extends WarServer {

    private final Path base = workDirectory();

    WildFlyServer() throws IOException {}

    @Override
    void start() throws Exception {
        Path home = Distributions.named("wildfly");
        Distributions.copy(home.resolve("standalone"), base);
        run(new ProcessBuilder(
                java().toString(),
                "-Xmx512m",
                "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
                "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.http.port=" + port(),
                "-Djboss.https.port=" + freePort(),
                "-Djboss.management.http.port=" + freePort(),
                "-Djboss.management.https.port=" + freePort(),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone"));
        await("WFLYSRV0025", "WFLYSRV0026");
    }

    @Override
    void deploy(Path war) throws Exception {
        Path deployments = base.resolve("deployments");
        Path app = deployments.resolve("app.war");
        if (Files.exists(app)) {
            Files.deleteIfExists(deployments.resolve("app.war.deployed"));
            await("WFLYSRV0009", "WFLYSRV0028");
        }
        Files.copy(war, app, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(deployments.resolve("app.war.failed"));
        Files.deleteIfExists(deployments.resolve("app.war.undeployed"));
        Files.writeString(deployments.resolve("app.war.dodeploy"), "");
        await("WFLYSRV0010", "WFLYSRV0016", "WFLYCTL0013", "WFLYDS0022");
    }

    @Override
    Optional<LogFile> contextLog() {
        return Optional.of(new LogFile(base.resolve("log"), "server.log"));
    }

    /** Because {@code web.xml} sets {@code resteasy.role.based.security}. */
    @Override
    boolean checksRolesAllowed() {
        return true;
    }
}
