package io.github.jotguard.example.database;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL of an example application: the server that {@code DATABASE_URL} names, or an embedded one on loopback.
 *
 * <p>Safe for use by several threads. An embedded server is stopped, and its data deleted, by {@link #close()} and when
 * the JVM ends in an orderly way, SIGTERM included. It lets every local user in: examples and tests only.
 */
public final class ExampleDatabase implements AutoCloseable {

    /** The environment variable that names a server: {@value}. */
    public static final String DATABASE_URL = "DATABASE_URL";

    /** The longest wait for a connection before it fails: 3 s. */
    public static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

    /** The largest number of open connections: {@value}. */
    public static final int MAX_CONNECTIONS = 8;

    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    private final ConnectionSettings settings;
    private final @Nullable EmbeddedServer embedded;
    private final HikariDataSource pool;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread shutdownHook = new Thread(this::stop, "example-database-shutdown");

    private ExampleDatabase(ConnectionSettings settings, @Nullable EmbeddedServer embedded) {
        this.settings = settings;
        this.embedded = embedded;
        this.pool = pool(settings);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /**
     * Opens the database of this process's environment.
     *
     * @throws IllegalArgumentException if {@code DATABASE_URL} is set and is not a URL of PostgreSQL
     * @throws IllegalStateException if it is not set and the embedded server cannot be started; the message says what
     *     to do
     */
    public static ExampleDatabase open() {
        return open(System.getenv());
    }

    /**
     * Opens the database of the given environment. A server that is named is not contacted yet: it may be down.
     *
     * @param environment variables by name; only {@link #DATABASE_URL} is read, and a blank value counts as absent
     * @throws IllegalArgumentException if {@code DATABASE_URL} is set and is not a URL of PostgreSQL
     * @throws IllegalStateException if it is not set and the embedded server cannot be started; the message says what
     *     to do
     */
    public static ExampleDatabase open(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(DATABASE_URL))
                .filter(url -> !url.isBlank())
                .map(url -> new ExampleDatabase(DatabaseUrl.parse(url.strip()), null))
                .orElseGet(ExampleDatabase::embedded);
    }

    /**
     * Starts an embedded server whatever the environment says, empty and on a free port of 127.0.0.1.
     *
     * @throws IllegalStateException if it cannot be started; the message says what to do
     */
    public static ExampleDatabase embedded() {
        EmbeddedServer server = EmbeddedServer.start();
        return new ExampleDatabase(server.settings(), server);
    }

    /** Returns the JDBC URL, without user and password. */
    public String jdbcUrl() {
        return settings.jdbcUrl();
    }

    /** Returns the database role; empty when none was given. */
    public String username() {
        return settings.username();
    }

    /** Returns the password of the role; empty when none was given. */
    public String password() {
        return settings.password();
    }

    /**
     * Returns the connection pool, which {@link #close()} closes. Asking it for a connection while the server is down
     * fails after {@link #CONNECTION_TIMEOUT}, and works again within some 10 s once the server is back.
     */
    public DataSource dataSource() {
        return pool;
    }

    /** Returns whether the server was started by this object. */
    public boolean isEmbedded() {
        return embedded != null;
    }

    /** Closes the pool and stops an embedded server. Closing twice does nothing. */
    @Override
    public void close() {
        if (stop()) {
            forgetShutdownHook();
        }
    }

    /** Returns the JDBC URL and whether the server is embedded; never the password. */
    @Override
    public String toString() {
        return (isEmbedded() ? "embedded " : "") + settings;
    }

    private static HikariDataSource pool(ConnectionSettings settings) {
        requireNonNull(settings, "settings");
        HikariConfig config = new HikariConfig();
        config.setPoolName("example");
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.username().isEmpty() ? null : settings.username());
        config.setPassword(settings.password().isEmpty() ? null : settings.password());
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setValidationTimeout(CONNECTION_TIMEOUT.toMillis() - 1_000);
        config.setInitializationFailTimeout(-1); // the application starts, and answers 503, while the server is down
        config.addDataSourceProperty("connectTimeout", Long.toString(CONNECTION_TIMEOUT.toSeconds()));
        config.addDataSourceProperty("socketTimeout", Long.toString(STATEMENT_TIMEOUT.toSeconds()));
        return new HikariDataSource(config);
    }

    private boolean stop() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
        return true;
    }

    private void forgetShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // the hook finds nothing left to do
        }
    }
}
