package io.github.jotguard.container.war;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** Starts Jetty on a port, and deploys the WAR files that it reads the names of, into an environment such as {@code ee10}. */
public final class JettyProgram {

    static final String DONE = "program: done";
    static final String FAILED = "program: failed";

    private JettyProgram() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        ContextHandlerCollection applications = new ContextHandlerCollection();
        server.setHandler(applications);
        server.start();
        System.out.println(DONE);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Handler deployed = null;
        for (String war = commands.readLine(); war != null; war = commands.readLine()) {
            if (deployed != null) {
                deployed.stop();
                applications.removeHandler(deployed);
            }
            deployed = application(war, arguments[1]);
            applications.addHandler(deployed);
            System.out.println(starts(deployed) ? DONE : FAILED);
        }
        server.stop();
    }

    private static Handler application(String war, String environment) throws Exception {
        Class<?> type = Class.forName("org.eclipse.jetty." + environment + ".webapp.WebAppContext");
        Handler application = (Handler) type.getConstructor().newInstance();
        type.getMethod("setContextPath", String.class).invoke(application, "/app");
        type.getMethod("setWar", String.class).invoke(application, war);
        return application;
    }

    private static boolean starts(Handler application) {
        try {
            application.start();
            return application.isStarted();
        } catch (Exception failure) {
            failure.printStackTrace();
            return false;
        }
    }
}
