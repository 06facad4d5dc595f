package io.github.jotguard.example.issuer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of {@code session}, with its user. {@code toString} does not show the token. */
record Session(
        String id, String token, Instant expiresAt, Instant createdAt, Instant updatedAt, String userAgent, User user) {

    /** The columns that {@link #of} reads, beside those of the user. */
    static final String COLUMNS = "s.id as session_id, s.token, s.\"expiresAt\" as session_expires_at,"
            + " s.\"createdAt\" as session_created_at, s.\"updatedAt\" as session_updated_at, s.\"userAgent\"";

    static Session of(ResultSet row) throws SQLException {
        String userAgent = row.getString("userAgent");
        return new Session(
                row.getString("session_id"),
                row.getString("token"),
                Database.instant(row, "session_expires_at"),
                Database.instant(row, "session_created_at"),
                Database.instant(row, "session_updated_at"),
                userAgent == null ? "" : userAgent,
                User.of(row));
    }

    /** The session as an answer shows it, without its user. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("expiresAt", Timestamps.iso(expiresAt));
        json.put("token", token);
        json.put("createdAt", Timestamps.iso(createdAt));
        json.put("updatedAt", Timestamps.iso(updatedAt));
        json.put("ipAddress", ""); // as Better Auth on a loopback address
        json.put("userAgent", userAgent);
        json.put("userId", user.id());
        json.put("id", id);
        return json;
    }

    @Override
    public String toString() {
        return "Session " + id;
    }
}
