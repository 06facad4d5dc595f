package io.github.jotguard.mcp;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stack in which Jotguard protects an MCP server. Each runs in a process without the others on its class path. */
enum Stack {
    TOMCAT("web.xml on Tomcat", Jars.WITHOUT_SPRING),
    JETTY("web.xml on Jetty", Jars.WITHOUT_SPRING),
    MVC("Spring MVC", Jars.WITHOUT_WEBFLUX + "|" + Jars.WITHOUT_SECURITY),
    MVC_SECURITY("Spring MVC with Spring Security", Jars.WITHOUT_WEBFLUX),
    WEBFLUX("WebFlux", Jars.WITHOUT_SERVLETS + "|" + Jars.WITHOUT_SECURITY),
    WEBFLUX_SECURITY("WebFlux with Spring Security", Jars.WITHOUT_SERVLETS);

    /** The line that a program writes when it listens. */
    static final String READY = "the MCP server is ready";

    private final String title;
    private final String without;

    Stack(String title, String without) {
        this.title = title;
        this.without = without;
    }

    boolean isServletContainer() {
        return this == TOMCAT || this == JETTY;
    }

    Class<?> program() {
        return isServletContainer() ? WebXmlProgram.class : SpringProgram.class;
    }

    List<String> arguments(int port, Path settings) {
        return isServletContainer()
                ? List.of(name().toLowerCase(Locale.ROOT), Integer.toString(port), settings.toString())
                : List.of(
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--spring.main.banner-mode=off",
                        "--spring.config.location=" + settings.resolve("application.yaml"));
    }

    /** Returns the class path of these tests without the jars of the other stacks. */
    String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("(" + without + ").*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public String toString() {
        return title;
    }

    /** Beginnings of names of jars, as regular expressions. */
    private static final class Jars {

        static final String WITHOUT_SPRING = "spring-|netty-|reactor-netty|jotguard-spring-adapter";
        static final String WITHOUT_WEBFLUX =
                "jetty-|netty-|reactor-netty|spring-webflux|spring-boot-(starter-)?(webflux|reactor-netty)";
        static final String WITHOUT_SERVLETS =
                "jetty-|tomcat-|jakarta\\.servlet-api|spring-webmvc|spring-boot-(starter-)?(webmvc|servlet|tomcat)";
        static final String WITHOUT_SECURITY = "spring-security-|spring-boot-(starter-)?security";

        private Jars() {}
    }
}
