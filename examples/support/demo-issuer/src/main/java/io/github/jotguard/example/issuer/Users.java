package io.github.jotguard.example.issuer;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables {@code "user"} and {@code account}: people, and the passwords they sign in with. */
final class Users {

    private static final String PROVIDER = "credential";

    private final Database database;
    private final Clock clock;

    Users(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds a user with a password; empty if the email is taken. The email is stored in lower case. */
    Optional<User> create(String name, String email, @Nullable String image, String passwordHash) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        User user = new User(RandomIds.next(), name, email.toLowerCase(Locale.ROOT), false, image, now, now);
        try {
            return database.inTransaction(statements -> {
                statements.update(
                        "insert into \"user\" (id, name, email, \"emailVerified\", image, \"createdAt\", \"updatedAt\")"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        user.id(),
                        user.name(),
                        user.email(),
                        user.emailVerified(),
                        image,
                        now,
                        now);
                statements.update(
                        "insert into account (id, \"accountId\", \"providerId\", \"userId\", password, \"createdAt\","
                                + " \"updatedAt\") values (?, ?, ?, ?, ?, ?, ?)",
                        RandomIds.next(),
                        user.id(),
                        PROVIDER,
                        user.id(),
                        passwordHash,
                        now,
                        now);
                return Optional.of(user);
            });
        } catch (DatabaseException e) {
            if (e.isUniqueViolation()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Optional<User> find(String id) {
        return database.inTransaction(statements ->
                statements.first(User::of, "select " + User.COLUMNS + " from \"user\" u where u.id = ?", id));
    }

    /** Finds the user of an email, which is compared in lower case, with the hash of the password if there is one. */
    Optional<Credentials> findCredentials(String email) {
        return database.inTransaction(statements -> statements.first(
                row -> new Credentials(User.of(row), Optional.ofNullable(row.getString("password"))),
                "select " + User.COLUMNS + ", a.password from \"user\" u"
                        + " left join account a on a.\"userId\" = u.id and a.\"providerId\" = ? where u.email = ?",
                PROVIDER,
                email.toLowerCase(Locale.ROOT)));
    }

    /** A user and the hash of their password; {@code toString} shows neither name nor hash. */
    record Credentials(User user, Optional<String> passwordHash) {

        @Override
        public String toString() {
            return "Credentials of " + user;
        }
    }
}
