package io.github.jotguard.container.war;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Payara Server as it is downloaded, deployed to by its directory for that. */
final class PayaraServer extends WarServer {

    private static final List<String> OTHER_PORTS = List.of("8181", "4848", "8686", "3700", "3820", "3920");
    private static final String DEPLOYED = "Successfully autodeployed";
    private static final String FAILED = "Autodeploy failed";

    private final Path base = workDirectory();
    private final Path domain = base.resolve("domain1");
    private boolean isDeployed;

    PayaraServer() throws IOException {}

    @Override
    void start() throws Exception {
        Path home = Distributions.named("payara").resolve("glassfish");
        Distributions.copy(home.resolve("domains"), base);
        Files.createDirectories(domain.resolve("autodeploy"));
        Path settings = domain.resolve("config/domain.xml");
        Files.writeString(settings, onLoopback(Files.readString(settings)));
        run(new ProcessBuilder(
                java().toString(),
                "-jar",
                home.resolve("lib/client/appserver-cli.jar").toString(),
                "start-domain",
                "--verbose",
                "--domaindir",
                base.toString(),
                "domain1"));
        await("startup time");
    }

    /** Without the cluster. */
    private String onLoopback(String settings) throws IOException {
        String changed = settings.replace("0.0.0.0", "127.0.0.1")
                .replace("<network-listener port=", "<network-listener address=\"127.0.0.1\" port=")
                .replace(
                        "<hazelcast-config-specific-configuration",
                        "<hazelcast-config-specific-configuration enabled=\"false\"")
                .replace("port=\"8080\"", "port=\"" + port() + "\"");
        for (String other : OTHER_PORTS) {
            changed = changed.replace("port=\"" + other + "\"", "port=\"" + freePort() + "\"");
        }
        return changed;
    }

    @Override
    void deploy(Path war) throws Exception {
        Path app = domain.resolve("autodeploy/app.war");
        if (Files.exists(app)) {
            Files.delete(app);
            if (isDeployed) {
                await("Successfully autoundeployed", "Autoundeploying failed");
            }
        }
        Path complete = base.resolve("app.war");
        Files.copy(war, complete, StandardCopyOption.REPLACE_EXISTING);
        Files.move(complete, app);
        isDeployed = await(DEPLOYED, FAILED).contains(DEPLOYED);
        if (!isDeployed) {
            await(FAILED); // a second attempt
        }
    }

    @Override
    Optional<LogFile> contextLog() {
        return Optional.of(new LogFile(domain.resolve("logs"), "server.log"));
    }

    @Override
    boolean injectsCaller() {
        return true;
    }

    @Override
    boolean checksRolesAllowed() {
        return true;
    }
}
