package io.github.jotguard.example.issuer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of {@code "user"}. {@code toString} shows only the id. */
record User(
        String id,
        String name,
        String email,
        boolean emailVerified,
        @Nullable String image,
        Instant createdAt,
        Instant updatedAt) {

    /** The columns that {@link #of} reads. */
    static final String COLUMNS = "u.id, u.name, u.email, u.\"emailVerified\", u.image,"
            + " u.\"createdAt\" as user_created_at, u.\"updatedAt\" as user_updated_at";

    static User of(ResultSet row) throws SQLException {
        return new User(
                row.getString("id"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("emailVerified"),
                row.getString("image"),
                Database.instant(row, "user_created_at"),
                Database.instant(row, "user_updated_at"));
    }

    /** The user as answers and tokens show it. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("email", email);
        json.put("emailVerified", emailVerified);
        json.put("image", image);
        json.put("createdAt", Timestamps.iso(createdAt));
        json.put("updatedAt", Timestamps.iso(updatedAt));
        json.put("id", id);
        return json;
    }

    @Override
    public String toString() {
        return "User " + id;
    }
}
