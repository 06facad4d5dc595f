package io.github.jotguard.example.cases;

import io.github.jotguard.example.database.BetterAuthSchema;
import io.github.jotguard.example.database.ExampleDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One PostgreSQL for all tests of a JVM, with Better Auth's tables in its first database. */
final class TestDatabase {

    private static final ExampleDatabase SERVER = server();

    private TestDatabase() {}

    /** Of the first database, not through any proxy. */
    static DataSource dataSource() {
        return SERVER.dataSource();
    }

    static JdbcClient sql() {
        return JdbcClient.create(SERVER.dataSource());
    }

    static String url() {
        return url(port(), "postgres");
    }

    static String url(int port, String database) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
    }

    static int port() {
        String[] parts = SERVER.jdbcUrl().split("[:/]+");
        return Integer.parseInt(parts[parts.length - 2]);
    }

    /** Makes a database with nothing in it. */
    static DataSource create(String database) {
        sql().sql("create database " + database).update();
        return new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, "postgres", "");
    }

    /** Makes a user, as Better Auth would. */
    static String addUser(String id, String name, String email) {
        sql().sql("insert into \"user\" (id, name, email, \"emailVerified\") values (:id, :name, :email, false)"
                        + " on conflict do nothing")
                .param("id", id)
                .param("name", name)
                .param("email", email)
                .update();
        return id;
    }

    private static ExampleDatabase server() {
        ExampleDatabase server = ExampleDatabase.embedded();
        try {
            BetterAuthSchema.createIfMissing(server.dataSource());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server;
    }
}
