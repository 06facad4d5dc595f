package io.github.jotguard.container.war;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Starts Tomcat on a port, and deploys the WAR files that it reads the names of. */
public final class TomcatProgram {

    static final String DONE = "program: done";
    static final String FAILED = "program: failed";

    private TomcatProgram() {}

    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        File base = new File("").getAbsoluteFile();
        tomcat.setBaseDir(base.toString());
        new File(base, "webapps").mkdirs();
        tomcat.setPort(Integer.parseInt(arguments[0]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.start();
        System.out.println(DONE);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Context deployed = null;
        for (String war = commands.readLine(); war != null; war = commands.readLine()) {
            if (deployed != null) {
                tomcat.getHost().removeChild(deployed);
                deployed.destroy();
            }
            deployed = deploy(tomcat, war);
            System.out.println(deployed != null && deployed.getState().isAvailable() ? DONE : FAILED);
        }
        tomcat.stop();
    }

    /** Gives null if the application does not start; the server goes on. */
    private static Context deploy(Tomcat tomcat, String war) {
        try {
            return tomcat.addWebapp("/app", war);
        } catch (RuntimeException failure) {
            failure.printStackTrace();
            Container failed = tomcat.getHost().findChild("/app");
            if (failed != null) {
                tomcat.getHost().removeChild(failed);
            }
            return null;
        }
    }
}
