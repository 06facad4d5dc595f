package io.github.jotguard.container.war;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Starts Payara Micro on a port, and deploys the WAR files that it reads the names of. By reflection, for it is not there to compile. */
public final class PayaraProgram {

    static final String DONE = "program: done";
    static final String FAILED = "program: failed";

    private static final String ADDRESS =
            "configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1";

    private PayaraProgram() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> boot = Class.forName("fish.payara.micro.PayaraMicro");
        Object server = boot.getMethod("getInstance").invoke(null);
        boot.getMethod("setHttpPort", int.class).invoke(server, Integer.parseInt(arguments[0]));
        boot.getMethod("setNoCluster", boolean.class).invoke(server, true);
        Consumer<Object> listenToLoopback = PayaraProgram::listenToLoopback;
        boot.getMethod("setPreBootHandler", Consumer.class).invoke(server, listenToLoopback);
        Object runtime = boot.getMethod("bootStrap").invoke(server);
        Class<?> type = Class.forName("fish.payara.micro.PayaraMicroRuntime");
        Method deploy = type.getMethod("deploy", String.class, String.class, File.class);
        Method undeploy = type.getMethod("undeploy", String.class);
        System.out.println(DONE);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        boolean deployed = false;
        for (String war = commands.readLine(); war != null; war = commands.readLine()) {
            if (deployed) {
                undeploy.invoke(runtime, "app");
            }
            deployed = (boolean) deploy.invoke(runtime, "app", "app", new File(war));
            System.out.println(deployed ? DONE : FAILED);
        }
        System.exit(0);
    }

    private static void listenToLoopback(Object commands) {
        try {
            Class<?> runner = Class.forName("fish.payara.micro.boot.AdminCommandRunner");
            runner.getMethod("run", String.class, String[].class).invoke(commands, "set", new String[] {ADDRESS});
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
