package io.github.jotguard.example.mcp;

import io.github.jotguard.example.database.ExampleDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * The server on an embedded Tomcat, protected by {@code web.xml} alone. The environment: {@code BETTER_AUTH_ORIGIN}
 * (http://127.0.0.1:3000), {@code PORT} (8083), {@code DATABASE_URL} (else embedded).
 */
public final class WebXmlServer implements AutoCloseable {

    private static final String WEB_XML = "/webapp/WEB-INF/web.xml";

    private final Tomcat tomcat = new Tomcat();

    private WebXmlServer(int port, Path directory, DataSource database) {
        tomcat.setBaseDir(directory.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addWebapp("", directory.toString());
        context.setParentClassLoader(WebXmlServer.class.getClassLoader());
        context.getServletContext().setAttribute(CasesListener.DATABASE, database);
    }

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        int port = Integer.parseInt(environment.getOrDefault("PORT", "8083"));
        String origin = environment.getOrDefault("BETTER_AUTH_ORIGIN", "http://127.0.0.1:3000");
        String resource = "http://127.0.0.1:" + port + CaseTools.PATH;
        WebXmlServer server =
                start(port, origin, resource, ExampleDatabase.open(environment).dataSource());
        System.out.println("ready at " + resource);
        server.tomcat.getServer().await();
    }

    /**
     * Starts the server.
     *
     * @param origin of the Better Auth server
     * @param resource the URL that clients type
     */
    static WebXmlServer start(int port, String origin, String resource, DataSource database) {
        System.setProperty("BETTER_AUTH_ORIGIN", origin);
        System.setProperty("RESOURCE", resource);
        return start(port, webapp(), database);
    }

    /**
     * Starts the server with another deployment descriptor.
     *
     * @param directory of the web application, with {@code WEB-INF/web.xml}
     */
    public static WebXmlServer start(int port, Path directory, DataSource database) {
        WebXmlServer server = new WebXmlServer(port, directory, database);
        try {
            server.tomcat.start();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
        return server;
    }

    /** Puts the deployment descriptor into a directory, where the container looks for it. */
    private static Path webapp() {
        try (InputStream descriptor = WebXmlServer.class.getResourceAsStream(WEB_XML)) {
            Path directory = Files.createTempDirectory("mcp-server");
            Files.createDirectories(directory.resolve("WEB-INF"));
            Files.createDirectories(directory.resolve("webapps"));
            Files.write(directory.resolve("WEB-INF/web.xml"), descriptor.readAllBytes());
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
