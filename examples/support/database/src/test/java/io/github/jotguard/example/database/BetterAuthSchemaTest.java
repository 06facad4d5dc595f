package io.github.jotguard.example.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BetterAuthSchemaTest {

    private static ExampleDatabase database;

    @BeforeAll
    static void startDatabase() {
        database = ExampleDatabase.embedded();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void dropEverything() throws SQLException {
        execute("drop schema public cascade");
        execute("create schema public");
    }

    @Test
    void createsTheTablesOnceAndKeepsWhatIsInThem() throws SQLException {
        assertThat(BetterAuthSchema.exists(database.dataSource())).isFalse();

        BetterAuthSchema.createIfMissing(database.dataSource());
        insertUser("ada");
        BetterAuthSchema.createIfMissing(database.dataSource());

        assertThat(BetterAuthSchema.exists(database.dataSource())).isTrue();
        assertThat(strings("select id from \"user\"")).containsExactly("ada");
    }

    @Test
    void addsTheTableThatIsMissing() throws SQLException {
        BetterAuthSchema.createIfMissing(database.dataSource());
        execute("drop table jwks");
        assertThat(BetterAuthSchema.exists(database.dataSource())).isFalse();

        BetterAuthSchema.createIfMissing(database.dataSource());

        assertThat(BetterAuthSchema.exists(database.dataSource())).isTrue();
    }

    @Test
    void namesColumnsIndexesAndKeysAsBetterAuthDoes() throws SQLException {
        BetterAuthSchema.createIfMissing(database.dataSource());

        assertThat(strings("select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
                        + " from information_schema.columns where table_schema = 'public' and table_name = 'jwks'"
                        + " order by ordinal_position"))
                .containsExactly(
                        "jwks.id text NO",
                        "jwks.publicKey text NO",
                        "jwks.privateKey text NO",
                        "jwks.createdAt timestamp with time zone NO",
                        "jwks.expiresAt timestamp with time zone YES",
                        "jwks.alg text YES",
                        "jwks.crv text YES");
        assertThat(strings("select indexname from pg_indexes where schemaname = 'public'"))
                .containsExactlyInAnyOrder(
                        "account_pkey",
                        "jwks_pkey",
                        "session_pkey",
                        "user_pkey",
                        "verification_pkey",
                        "session_token_key",
                        "user_email_key",
                        "account_userId_idx",
                        "session_userId_idx",
                        "verification_identifier_idx");
        assertThat(strings("select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where contype = 'f'"))
                .containsExactlyInAnyOrder(
                        "account_userId_fkey FOREIGN KEY (\"userId\") REFERENCES \"user\"(id) ON DELETE CASCADE",
                        "session_userId_fkey FOREIGN KEY (\"userId\") REFERENCES \"user\"(id) ON DELETE CASCADE");
    }

    @Test
    void rejectsASecondUserWithTheSameEmail() throws SQLException {
        BetterAuthSchema.createIfMissing(database.dataSource());
        insertUser("ada");

        assertThatThrownBy(() -> execute("insert into \"user\" (id, name, email, \"emailVerified\")"
                        + " values ('grace', 'Grace', 'ada@example.test', false)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("user_email_key");
    }

    @Test
    void canBeCreatedByManyAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> create = () -> {
                BetterAuthSchema.createIfMissing(database.dataSource());
                return null;
            };
            for (Future<Void> done : threads.invokeAll(List.of(create, create, create, create))) {
                done.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(BetterAuthSchema.exists(database.dataSource())).isTrue();
    }

    private static void insertUser(String id) throws SQLException {
        execute("insert into \"user\" (id, name, email, \"emailVerified\") values ('" + id + "', '" + id + "', '" + id
                + "@example.test', false)");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private static List<String> strings(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
