package io.github.jotguard.example.support.launcher;

import io.github.jotguard.example.database.BetterAuthSchema;
import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.example.database.ListeningPort;
import io.github.jotguard.example.issuer.DemoIssuer;
import io.github.jotguard.example.issuer.DemoIssuerOptions;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * The support chat as a program. The environment: {@code PORT} (8082), {@code FRONTEND_URL} (the origin of the Better Auth
 * application, whose pages may call too; else a demo issuer is started), {@code DATABASE_URL} (with Better Auth's tables; else
 * embedded). The WAR reads the last two itself; what is started here is handed to it as system properties.
 */
public final class SupportChatLauncher {

    private static final String FRONTEND_URL = "FRONTEND_URL";
    private static final int DEFAULT_PORT = 8082;
    private static final int WRONG_SETTINGS = 2;

    private SupportChatLauncher() {}

    /**
     * Runs until the process is told to stop.
     *
     * @param args the WAR; else the one that the build has put beside the launcher
     */
    public static void main(String[] args) {
        try {
            run(args.length == 0 ? builtWar() : Path.of(args[0]), System.getenv(), System.out);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_SETTINGS);
        }
    }

    private static void run(Path war, Map<String, String> environment, PrintStream out) {
        int port =
                value(environment, ListeningPort.PORT).map(ListeningPort::parse).orElse(DEFAULT_PORT);
        ListeningPort.check(port);
        ExampleDatabase database = ExampleDatabase.open(environment);
        if (database.isEmbedded()) {
            System.setProperty(ExampleDatabase.DATABASE_URL, database.jdbcUrl() + "?user=" + database.username());
            createBetterAuthTables(database);
        }
        String frontend = value(environment, FRONTEND_URL).orElseGet(() -> demoIssuer(database));
        WarServer server = WarServer.start(war, port);
        out.print(Welcome.text(server.address(), frontend, database.toString()));
        server.await();
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static void createBetterAuthTables(ExampleDatabase database) {
        try {
            BetterAuthSchema.createIfMissing(database.dataSource());
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded PostgreSQL does not take Better Auth's tables", e);
        }
    }

    /** Its threads are daemons, so it ends with the process. */
    private static String demoIssuer(ExampleDatabase database) {
        String origin = DemoIssuer.start(database.dataSource(), DemoIssuerOptions.defaults())
                .origin();
        System.setProperty(FRONTEND_URL, origin);
        return origin;
    }

    /** Beside the launcher's classes or jar. In an executable jar its classes are in a jar within the jar, which is all of the class path. */
    private static Path builtWar() {
        URI classes = classes();
        Path launcher = classes.getScheme().equals("file")
                ? Path.of(classes)
                : Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        return launcher.resolveSibling("jotguard-example-support-chat.war");
    }

    private static URI classes() {
        try {
            return SupportChatLauncher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Say which WAR to run", e);
        }
    }
}
