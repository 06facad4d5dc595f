package io.github.jotguard.example.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The tables that Better Auth 1.7 makes for itself: {@code "user"}, {@code session}, {@code account},
 * {@code verification} and {@code jwks}, with their indexes and foreign keys.
 *
 * <p>Only what stands in for Better Auth creates them: the demo issuer, and tests. An application beside a real Better
 * Auth reads them and waits until they {@link #exists exist}.
 */
public final class BetterAuthSchema {

    private static final String RESOURCE = "better-auth-schema.sql";
    private static final int TABLES = 5;

    /** Any number will do, as long as nobody else locks on it: the first bytes of the resource's name. */
    private static final long LOCK = 0x6265_7474_6572_2d61L;

    private BetterAuthSchema() {}

    /**
     * Creates the tables that are not there yet, in the first schema of the connection's search path. What exists stays
     * as it is. Several processes may do so at once.
     *
     * @throws SQLException if the database cannot be reached or rejects
     */
    public static void createIfMissing(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
                statement.execute(script());
                connection.commit();
            } // closing rolls back what was not committed
        }
    }

    /**
     * Returns whether all five tables can be seen.
     *
     * @throws SQLException if the database cannot be reached
     */
    public static boolean exists(DataSource dataSource) throws SQLException {
        String sql = "select count(to_regclass(quote_ident(name)))"
                + " from unnest(array['user', 'session', 'account', 'verification', 'jwks']) as name";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet found = statement.executeQuery()) {
            return found.next() && found.getInt(1) == TABLES;
        }
    }

    private static String script() {
        try (InputStream in = BetterAuthSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
