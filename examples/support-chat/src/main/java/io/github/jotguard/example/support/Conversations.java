package io.github.jotguard.example.support;

import static io.github.jotguard.example.support.Database.prepare;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The conversations of Better Auth's users, who are found by email and need an active session. */
final class Conversations {

    /** The largest number of messages in a response; older ones stay in the table. */
    static final int LATEST = 200;

    private final Database database;

    Conversations(Database database) {
        this.database = database;
    }

    /** Finds the caller in the tables of Better Auth. Emails are kept there, and compared here, in lower case. */
    Caller find(String email) {
        if (email.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(email)) {
            return Caller.unknown(); // PostgreSQL cannot hold such an email, and refuses to compare with it
        }
        return database.inTransaction(connection -> find(connection, email.toLowerCase(Locale.ROOT)));
    }

    private static Caller find(Connection connection, String email) throws SQLException {
        String sql = "select u.id, exists (select from session s where s.\"userId\" = u.id and s.\"expiresAt\" > now())"
                + " as active from \"user\" u where u.email = ?";
        try (PreparedStatement statement = prepare(connection, sql, email);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Caller.of(rows.getString("id"), rows.getBoolean("active")) : Caller.unknown();
        }
    }

    Conversation of(String userId) {
        return database.inTransaction(connection -> latest(connection, userId));
    }

    /** Adds a message and the canned reply to it. */
    Conversation add(String userId, String text) {
        return database.inTransaction(connection -> {
            insert(connection, userId, "user", text);
            insert(connection, userId, "assistant", CannedReply.to(text));
            return latest(connection, userId);
        });
    }

    /** A user who was deleted a moment ago gets no message, where a plain insert would fail on the foreign key. */
    private static void insert(Connection connection, String userId, String role, String text) throws SQLException {
        String sql =
                "insert into support_chat.messages (user_id, role, text) select id, ?, ? from \"user\" where id = ?";
        try (PreparedStatement statement = prepare(connection, sql, role, text, userId)) {
            statement.executeUpdate();
        }
    }

    private static Conversation latest(Connection connection, String userId) throws SQLException {
        String sql =
                "select role, text, created_at from support_chat.messages where user_id = ? order by id desc limit ?";
        List<Message> messages = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, sql, userId, LATEST);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                messages.add(new Message(
                        rows.getString("role"),
                        rows.getString("text"),
                        rows.getObject("created_at", OffsetDateTime.class).toInstant()));
            }
        }
        Collections.reverse(messages);
        return new Conversation(userId, List.copyOf(messages));
    }
}
