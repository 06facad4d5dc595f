package io.github.jotguard.example.issuer;

import io.github.jotguard.example.database.BetterAuthSchema;
import io.github.jotguard.example.database.ExampleDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One embedded PostgreSQL for all tests of this JVM; its shutdown hook stops it. */
final class TestDatabase {

    private static final ExampleDatabase DATABASE = ExampleDatabase.embedded();

    private TestDatabase() {}

    /** The database with Better Auth's tables, all empty. */
    static ExampleDatabase emptied() throws SQLException {
        BetterAuthSchema.createIfMissing(DATABASE.dataSource());
        execute("truncate \"user\", session, account, verification, jwks cascade");
        return DATABASE;
    }

    static void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    static List<String> strings(String sql) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
