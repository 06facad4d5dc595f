package io.github.jotguard.container.war;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.glassfish.embeddable.Deployer;
import org.glassfish.embeddable.GlassFish;
import org.glassfish.embeddable.GlassFishProperties;
import org.glassfish.embeddable.GlassFishRuntime;

/** Starts GlassFish on a port, and deploys the WAR files that it reads the names of. */
public final class GlassFishProgram {

    static final String DONE = "program: done";
    static final String FAILED = "program: failed";

    private static final String LISTENER = "embedded-glassfish-config.server.network-config.network-listeners."
            + "network-listener.http-listener.address";

    private GlassFishProgram() {}

    public static void main(String[] arguments) throws Exception {
        GlassFishProperties properties = new GlassFishProperties();
        properties.setPort("http-listener", Integer.parseInt(arguments[0]));
        properties.setProperty(LISTENER, "127.0.0.1");
        GlassFish server = GlassFishRuntime.bootstrap().newGlassFish(properties);
        server.start();
        System.out.println(DONE);
        Deployer deployer = server.getDeployer();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String war = commands.readLine(); war != null; war = commands.readLine()) {
            deploy(deployer, war);
        }
        server.stop();
        System.exit(0);
    }

    private static void deploy(Deployer deployer, String war) throws Exception {
        if (deployer.getDeployedApplications().contains("app")) {
            deployer.undeploy("app");
        }
        String name = deployer.deploy(new File(war), "--name=app", "--contextroot=app", "--force=true");
        System.out.println(name == null ? FAILED : DONE);
    }
}
