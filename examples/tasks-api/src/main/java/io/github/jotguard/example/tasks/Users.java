package io.github.jotguard.example.tasks;

import io.github.jotguard.VerifiedJwt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code users}. Emails are kept and compared in lower case. */
final class Users {

    private final Database database;

    Users(Database database) {
        this.database = database;
    }

    /** Adds a user; empty if the email is taken. */
    Optional<User> add(String email, @Nullable String name, String passwordHash) {
        return database.call(handle -> handle.createQuery("""
                        insert into tasks_api.users (email, name, password_hash) values (:email, :name, :hash)
                        on conflict (email) do nothing returning id, email, name""")
                .bind("email", email)
                .bind("name", name)
                .bind("hash", passwordHash)
                .map((row, context) -> user(row))
                .findOne());
    }

    Optional<Credentials> findCredentials(String email) {
        return database.call(handle -> handle.createQuery(
                        "select id, email, name, password_hash from tasks_api.users where email = :email")
                .bind("email", email)
                .map((row, context) -> new Credentials(user(row), row.getString("password_hash")))
                .findOne());
    }

    /**
     * The user of a token, if they are still there and the token was not logged out. One question, asked at every request; if the
     * database cannot answer, the exception becomes a 503, and nobody is logged out by an outage.
     */
    Optional<User> findLoggedIn(VerifiedJwt jwt) {
        Optional<UUID> userId = Ids.parse(jwt.subject());
        Optional<UUID> tokenId = Ids.parse(jwt.id());
        if (userId.isEmpty() || tokenId.isEmpty()) {
            return Optional.empty();
        }
        return database.call(handle -> handle.createQuery("""
                        select id, email, name from tasks_api.users where id = :user
                        and not exists (select from tasks_api.revoked_tokens where jti = :token)""")
                .bind("user", userId.get())
                .bind("token", tokenId.get())
                .map((row, context) -> user(row))
                .findOne());
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(row.getObject("id", UUID.class), row.getString("email"), row.getString("name"));
    }

    /** A user and the hash of their password; {@code toString} does not show the hash. */
    record Credentials(User user, String passwordHash) {

        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }
}
