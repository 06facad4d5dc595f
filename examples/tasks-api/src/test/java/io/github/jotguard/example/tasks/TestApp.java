package io.github.jotguard.example.tasks;

import io.github.jotguard.example.client.Client;
import io.github.jotguard.example.database.ExampleDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One running application on one embedded PostgreSQL for all tests of this JVM. */
final class TestApp {

    static final String SECRET = "a secret of tests, as long as HS256 demands: " + UUID.randomUUID();
    static final String FRONTEND = "http://localhost:5173";
    static final ExampleDatabase DATABASE = ExampleDatabase.embedded();
    static final Tokens TOKENS = new Tokens(SECRET, Clock.systemUTC());

    private static final TasksServer SERVER = TasksServer.start(settings(), DATABASE.dataSource(), Clock.systemUTC());

    private TestApp() {}

    static Settings settings() {
        return new Settings(0, SECRET, Optional.of(FRONTEND));
    }

    /** Without a token. */
    static Client client() {
        return Client.of(SERVER.address());
    }

    /** Somebody who has an account and is logged in. */
    static Person newPerson() {
        client().get("/health"); // the tables are made at the first question
        String email = UUID.randomUUID() + "@example.test";
        String id = strings(
                        "insert into tasks_api.users (email, password_hash) values (?, 'none') returning id::text",
                        email)
                .get(0);
        String token = TOKENS.issue(UUID.fromString(id));
        return new Person(UUID.fromString(id), email, token, client().with(token));
    }

    static List<String> strings(String sql, Object... parameters) {
        try (Connection connection = DATABASE.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> strings = new ArrayList<>();
            if (statement.execute()) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    strings.add(rows.getString(1));
                }
            }
            return strings;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A user of the application. */
    record Person(UUID id, String email, String token, Client client) {

        /** Makes a task and returns its id. */
        String addTask(String title) {
            return client.post("/api/tasks", "{\"title\":\"" + title + "\"}").at("/id");
        }
    }
}
