package io.github.jotguard.example.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Runs work on the database, one transaction each, and makes the application's table before the first. Thread-safe. */
final class Database {

    private static final String SCHEMA = "schema.sql";

    /** Any number will do, as long as nobody else locks on it. */
    private static final long LOCK = 0x7375_7070_6f72_7421L;

    private static final String UNDEFINED_TABLE = "42P01";

    private final DataSource dataSource;
    private volatile boolean tableExists;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Runs {@code work} and commits; anything thrown rolls back.
     *
     * @throws DatabaseUnavailableException if the database cannot be reached or rejects
     */
    <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            createTableOnce(connection);
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    UNDEFINED_TABLE.equals(e.getSQLState())
                            ? "Better Auth's tables are not there yet; run its migration on this database first"
                            : "The database cannot be used",
                    e);
        } // closing rolls back what was not committed
    }

    private void createTableOnce(Connection connection) throws SQLException {
        if (tableExists) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            statement.execute(script());
            connection.commit();
        }
        tableExists = true;
    }

    private static String script() {
        try (InputStream in = Database.class.getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException(SCHEMA + " is missing from the WAR");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(SCHEMA + " cannot be read", e);
        }
    }

    static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** The statements of one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
