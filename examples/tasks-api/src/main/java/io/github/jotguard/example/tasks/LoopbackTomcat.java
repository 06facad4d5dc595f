package io.github.jotguard.example.tasks;

import io.github.jotguard.example.database.ListeningPort;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.filters.CorsFilter;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** An embedded Tomcat that listens on 127.0.0.1 only. Filters run in the order they were added. */
final class LoopbackTomcat implements AutoCloseable {

    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");
    private static final int THREADS = 32;
    private static final int TIMEOUT_MILLIS = 10_000;

    /** The bytes of a rejected body that are still read, so that the client receives the response. */
    private static final int MAX_SWALLOWED = 16 * 1024 * 1024;

    private static final int PREFLIGHT_SECONDS = 600;

    private final int port;
    private final Path directory = temporaryDirectory();
    private final Tomcat tomcat = new Tomcat();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Context context;

    LoopbackTomcat(int port) {
        TOMCAT_LOG.setLevel(Level.WARNING);
        this.port = port;
        tomcat.setBaseDir(directory.toString());
        tomcat.setConnector(connector(port));
        StandardHost host = (StandardHost) tomcat.getHost();
        host.setErrorReportValveClass(ProblemValve.class.getName());
        host.getPipeline().addValve(new ProblemValve());
        this.context = tomcat.addContext("", directory.toString());
    }

    private static Connector connector(int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setThrowOnFailure(true);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", Integer.toString(THREADS));
        connector.setProperty("connectionTimeout", Integer.toString(TIMEOUT_MILLIS));
        connector.setProperty("maxSwallowSize", Integer.toString(MAX_SWALLOWED));
        return connector;
    }

    LoopbackTomcat filter(String name, Filter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        return filter(definition);
    }

    /** CORS for the pages of one origin, with credentials; it stands before the token filter, which preflights cannot pass. */
    LoopbackTomcat crossOrigin(Optional<String> origin) {
        if (origin.isEmpty()) {
            return this;
        }
        FilterDef cors = new FilterDef();
        cors.setFilterName("cors");
        cors.setFilterClass(CorsFilter.class.getName());
        cors.setAsyncSupported("true");
        cors.addInitParameter(CorsFilter.PARAM_CORS_ALLOWED_ORIGINS, origin.get());
        cors.addInitParameter(CorsFilter.PARAM_CORS_SUPPORT_CREDENTIALS, "true");
        cors.addInitParameter(CorsFilter.PARAM_CORS_ALLOWED_METHODS, "GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS");
        cors.addInitParameter(CorsFilter.PARAM_CORS_ALLOWED_HEADERS, "Authorization,Content-Type");
        cors.addInitParameter(CorsFilter.PARAM_CORS_EXPOSED_HEADERS, "Location,Retry-After,WWW-Authenticate");
        cors.addInitParameter(CorsFilter.PARAM_CORS_PREFLIGHT_MAXAGE, Integer.toString(PREFLIGHT_SECONDS));
        return filter(cors);
    }

    private LoopbackTomcat filter(FilterDef definition) {
        context.addFilterDef(definition);
        FilterMap everything = new FilterMap();
        everything.setFilterName(definition.getFilterName());
        everything.addURLPattern("/*");
        context.addFilterMap(everything);
        return this;
    }

    LoopbackTomcat servlet(String name, Servlet servlet, String... patterns) {
        Tomcat.addServlet(context, name, servlet);
        List.of(patterns).forEach(pattern -> context.addServletMappingDecoded(pattern, name));
        return this;
    }

    /** Starts to listen, until it is closed or the JVM ends in an orderly way, SIGTERM included. */
    void start() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "tasks-api-shutdown"));
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            close();
            throw ListeningPort.unavailable(port, e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    void await() {
        tomcat.getServer().await();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            TOMCAT_LOG.log(Level.WARNING, "Tomcat did not stop in order", e);
        } finally {
            delete(directory);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("tasks-api-");
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for temporary files", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            TOMCAT_LOG.log(Level.FINE, "Temporary files stay behind", e);
        }
    }
}
