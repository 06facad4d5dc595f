package io.github.jotguard.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A Tomcat on loopback with one filter before a few servlets. */
final class TomcatServer implements AutoCloseable {

    private static final Logger QUIET = Logger.getLogger("org.apache");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    private TomcatServer() {
        quiet();
        Path base = temporaryDirectory();
        tomcat.setBaseDir(base.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        context = tomcat.addContext("", base.toString());
    }

    /** Ends the log of every Tomcat. */
    static void quiet() {
        QUIET.setLevel(Level.OFF);
    }

    static TomcatServer with(Filter filter) {
        TomcatServer server = new TomcatServer();
        FilterDef definition = new FilterDef();
        definition.setFilterName("jotguard");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        server.context.addFilterDef(definition);
        FilterMap everything = new FilterMap();
        everything.setFilterName("jotguard");
        everything.addURLPattern("/*");
        server.context.addFilterMap(everything);
        return server;
    }

    /** Maps another filter, behind the others, to every dispatcher type. */
    TomcatServer filterForAllDispatches(String name, Filter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap everything = new FilterMap();
        everything.setFilterName(name);
        everything.addURLPattern("/*");
        BearerTokenFilter.dispatcherTypes().forEach(type -> everything.setDispatcher(type.name()));
        context.addFilterMap(everything);
        return this;
    }

    /** A server without a filter. */
    static TomcatServer open() {
        return new TomcatServer();
    }

    TomcatServer servlet(String pattern, Servlet servlet) {
        Tomcat.addServlet(context, pattern, servlet).setAsyncSupported(true);
        context.addServletMappingDecoded(pattern, pattern);
        return this;
    }

    TomcatServer start() {
        try {
            tomcat.start();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
        return this;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path));
    }

    HttpRequest.Builder request(String path, String token) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
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

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "tomcat").toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
