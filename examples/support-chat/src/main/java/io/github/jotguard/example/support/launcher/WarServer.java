package io.github.jotguard.example.support.launcher;

import io.github.jotguard.example.database.ListeningPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** A Tomcat on 127.0.0.1 that runs one WAR as it is, at the root. */
final class WarServer implements AutoCloseable {

    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");
    private static final int THREADS = 32;
    private static final int TIMEOUT_MILLIS = 10_000;

    /** The bytes of a rejected body that are still read, so that the client receives the response. */
    private static final int MAX_SWALLOWED = 16 * 1024 * 1024;

    private final Path directory;
    private final Tomcat tomcat = new Tomcat();
    private final AtomicBoolean closed = new AtomicBoolean();

    private WarServer(Path directory) {
        this.directory = directory;
    }

    /**
     * Starts to listen, until it is closed or the JVM ends in an orderly way, SIGTERM included.
     *
     * @param port 1 to 65535, or 0 for a free one
     * @throws IllegalStateException if there is no WAR, it cannot be deployed, or the port is taken
     */
    static WarServer start(Path war, int port) {
        if (!Files.isRegularFile(war)) {
            throw new IllegalStateException("There is no WAR at " + war + "; build it with: mvn package");
        }
        TOMCAT_LOG.setLevel(Level.WARNING);
        WarServer server = new WarServer(temporaryDirectory());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "support-chat-shutdown"));
        try {
            server.deploy(war, port);
            return server;
        } catch (LifecycleException e) {
            server.close();
            throw ListeningPort.unavailable(port, e);
        } catch (IllegalStateException e) {
            server.close();
            throw e;
        }
    }

    private void deploy(Path war, int port) throws LifecycleException {
        tomcat.setBaseDir(directory.toString());
        tomcat.getHost().setAppBase(directory.resolve("webapps").toString());
        tomcat.setConnector(connector(port));
        tomcat.getEngine().setParentClassLoader(WarServer.class.getClassLoader());
        tomcat.getHost().getPipeline().addValve(silentErrors());
        tomcat.setAddDefaultWebXmlToWebapp(false);
        StandardContext context =
                (StandardContext) tomcat.addWebapp("", war.toAbsolutePath().toString());
        context.setClearReferencesThreadLocals(false); // for applications that come and go: this one ends with the JVM
        context.setClearReferencesRmiTargets(false);
        StandardJarScanner onlyTheWar = new StandardJarScanner();
        onlyTheWar.setScanClassPath(false);
        context.setJarScanner(onlyTheWar);
        tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            throw new IllegalStateException("The WAR was not deployed; the log says why");
        }
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

    /** For what is rejected before it gets to the WAR: no page about the container. */
    private static ErrorReportValve silentErrors() {
        ErrorReportValve valve = new ErrorReportValve();
        valve.setShowReport(false);
        valve.setShowServerInfo(false);
        return valve;
    }

    String address() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    /** Returns when it was closed. */
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
            Path directory = Files.createTempDirectory("support-chat-");
            Files.createDirectory(directory.resolve("webapps"));
            return directory;
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
