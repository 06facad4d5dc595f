package io.github.jotguard.example.support.launcher;

import io.github.jotguard.example.database.BetterAuthSchema;
import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.testing.TestIssuer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The surroundings of the WAR in all tests of this JVM: an embedded PostgreSQL with Better Auth's tables, and an
 * issuer.
 */
final class World {

    static final Path WAR = Path.of("target", "jotguard-example-support-chat.war");
    static final ExampleDatabase DATABASE = ExampleDatabase.embedded();
    static final TestIssuer ISSUER = TestIssuer.start();

    static {
        // else the second Tomcat of a JVM makes the directory of the first one again, when that has gone
        System.setProperty("catalina.home", Path.of("target").toAbsolutePath().toString());
        try {
            BetterAuthSchema.createIfMissing(DATABASE.dataSource());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private World() {}

    /** Sets the settings that a WAR reads if it is deployed from now on. */
    static void settings(String frontend, String databaseUrl) {
        System.setProperty("FRONTEND_URL", frontend);
        System.setProperty("DATABASE_URL", databaseUrl);
    }

    static void settings() {
        settings(ISSUER.origin(), DATABASE.jdbcUrl() + "?user=postgres");
    }

    /** A user of Better Auth, who is signed in unless said otherwise. */
    static Person newPerson() {
        Person person = newPersonWithoutSession();
        addSession(person, "1 hour");
        return person;
    }

    static Person newPersonWithoutSession() {
        String id = UUID.randomUUID().toString().replace("-", "");
        String email = id + "@example.test";
        strings("insert into \"user\" (id, name, email, \"emailVerified\") values (?, 'Somebody', ?, true)", id, email);
        return new Person(id, email, ISSUER.token(t -> t.subject(id).email(email)));
    }

    /** A session that ends in the given time, which may be negative. */
    static void addSession(Person person, String endsIn) {
        strings(
                "insert into session (id, token, \"userId\", \"expiresAt\", \"updatedAt\")"
                        + " values (gen_random_uuid(), gen_random_uuid(), ?, now() + ?::interval, now())",
                person.id(),
                endsIn);
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

    /** A user of Better Auth with a token. */
    record Person(String id, String email, String token) {}
}
