package io.github.jotguard.example.cases.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Better Auth's tables. Reads and never writes: they are Better Auth's. Names are quoted because columns are in camel
 * case and {@code user}, unquoted, is the role of the connection. Thread-safe.
 */
@Component
public final class BetterAuthTables {

    /** Types that a foreign key of type {@code text} can refer to. */
    public static final Set<String> TEXT_TYPES = Set.of("text", "character varying");

    private final JdbcClient jdbc;

    /** Not Spring Boot's {@code JdbcClient}: that one waits for our own tables, and these have to be there before. */
    BetterAuthTables(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The user with this id. */
    public Optional<BetterAuthUser> user(String id) {
        return jdbc.sql("""
                        select id, name, email, "emailVerified", image, "createdAt", "updatedAt"
                        from "user" where id = :id""")
                .param("id", id)
                .query((row, number) -> new BetterAuthUser(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getBoolean("emailVerified"),
                        row.getString("image"),
                        instant(row, "createdAt"),
                        instant(row, "updatedAt")))
                .optional();
    }

    /** The sessions of a user, the one that lasts longest first. */
    public List<BetterAuthSession> sessions(String userId) {
        return jdbc.sql("""
                        select id, "expiresAt", "createdAt", "updatedAt", "ipAddress", "userAgent", "userId"
                        from session where "userId" = :userId order by "expiresAt" desc, id""")
                .param("userId", userId)
                .query((row, number) -> new BetterAuthSession(
                        row.getString("id"),
                        instant(row, "expiresAt"),
                        instant(row, "createdAt"),
                        instant(row, "updatedAt"),
                        row.getString("ipAddress"),
                        row.getString("userAgent"),
                        row.getString("userId")))
                .list();
    }

    /** The ways a user can sign in, by provider. */
    public List<BetterAuthAccount> accounts(String userId) {
        return jdbc.sql("""
                        select id, "accountId", "providerId", "userId", "accessTokenExpiresAt", "refreshTokenExpiresAt",
                            scope, "createdAt", "updatedAt"
                        from account where "userId" = :userId order by "providerId", id""")
                .param("userId", userId)
                .query((row, number) -> new BetterAuthAccount(
                        row.getString("id"),
                        row.getString("accountId"),
                        row.getString("providerId"),
                        row.getString("userId"),
                        instantOrNull(row, "accessTokenExpiresAt"),
                        instantOrNull(row, "refreshTokenExpiresAt"),
                        row.getString("scope"),
                        instant(row, "createdAt"),
                        instant(row, "updatedAt")))
                .list();
    }

    /** Returns the pending verifications of an identifier, the newest first. */
    public List<BetterAuthVerification> verifications(String identifier) {
        return jdbc.sql("""
                        select id, identifier, "expiresAt", "createdAt", "updatedAt"
                        from verification where identifier = :identifier order by "createdAt" desc, id""")
                .param("identifier", identifier)
                .query((row, number) -> new BetterAuthVerification(
                        row.getString("id"),
                        row.getString("identifier"),
                        instant(row, "expiresAt"),
                        instant(row, "createdAt"),
                        instant(row, "updatedAt")))
                .list();
    }

    /** The signing keys, the newest first. */
    public List<BetterAuthJwk> jwks() {
        return jdbc.sql("""
                        select id, "publicKey", "createdAt", "expiresAt", alg, crv
                        from jwks order by "createdAt" desc, id""")
                .query((row, number) -> new BetterAuthJwk(
                        row.getString("id"),
                        row.getString("publicKey"),
                        instant(row, "createdAt"),
                        instantOrNull(row, "expiresAt"),
                        row.getString("alg"),
                        row.getString("crv")))
                .list();
    }

    /** The SQL type of the ids of users; empty if the table is not there. */
    public Optional<String> userIdType() {
        return jdbc.sql("""
                        select format_type(atttypid, null)
                        from pg_attribute where attrelid = to_regclass('"user"') and attname = 'id'""").query(String.class).optional();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
