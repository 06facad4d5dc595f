package io.github.jotguard.example.issuer;

import io.github.jotguard.example.database.BetterAuthSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs work on Better Auth's tables, one transaction each, and makes the tables before the first. */
final class Database {

    private final DataSource dataSource;
    private volatile boolean tablesExist;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Runs {@code work} and commits; anything thrown rolls back.
     *
     * @throws DatabaseException if the database cannot be reached or rejects
     */
    <T> T inTransaction(Work<T> work) {
        try {
            createTablesOnce();
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                T result = work.run(new Statements(connection));
                connection.commit();
                return result;
            } // closing rolls back what was not committed
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private void createTablesOnce() throws SQLException {
        if (!tablesExist) {
            BetterAuthSchema.createIfMissing(dataSource);
            tablesExist = true;
        }
    }

    /** The statements of one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Statements statements) throws SQLException;
    }

    /** One row to one value. */
    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** SQL with bound parameters, on the connection of a transaction. */
    static final class Statements {

        private final Connection connection;

        private Statements(Connection connection) {
            this.connection = connection;
        }

        int update(String sql, @Nullable Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepare(sql, parameters)) {
                return statement.executeUpdate();
            }
        }

        <T> List<T> list(RowMapper<T> mapper, String sql, @Nullable Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepare(sql, parameters);
                    ResultSet rows = statement.executeQuery()) {
                List<T> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(mapper.map(rows));
                }
                return values;
            }
        }

        <T> Optional<T> first(RowMapper<T> mapper, String sql, @Nullable Object... parameters) throws SQLException {
            return list(mapper, sql, parameters).stream().findFirst();
        }

        private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < parameters.length; i++) {
                Object value = parameters[i];
                statement.setObject(i + 1, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
            }
            return statement;
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
