package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.example.database.BetterAuthSchema;
import java.io.OutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaTest {

    private static final String NAMES = "select relname from pg_class where relnamespace = 'public'::regnamespace"
            + " and relkind = :kind and not exists (select from pg_constraint where conindid = pg_class.oid) order by 1";

    @BeforeAll
    static void startTheApplication() {
        assertThat(CasesApi.CONTEXT.isActive()).isTrue();
    }

    @Test
    void makesOneTableBesideThoseOfBetterAuth() {
        assertThat(names("r"))
                .containsExactly("account", "cases", "cases_schema_history", "jwks", "session", "user", "verification");
        assertThat(strings("select typname from pg_type where typtype = 'e' order by 1"))
                .containsExactly("casestatus", "casetype");
    }

    @Test
    void makesTheColumnsOfTheContract() {
        assertThat(strings("select column_name || ' ' || coalesce(domain_name, udt_name)"
                        + " || coalesce('(' || character_maximum_length || ')', '') || ' ' || is_nullable"
                        + " from information_schema.columns where table_name = 'cases' order by ordinal_position"))
                .containsExactly(
                        "id uuid NO",
                        "user_id text NO",
                        "name varchar(100) NO",
                        "description text YES",
                        "type casetype NO",
                        "status casestatus NO",
                        "file_count int4 NO",
                        "created_at timestamptz NO",
                        "updated_at timestamptz NO",
                        "deleted_at timestamptz YES");
        assertThat(strings("select unnest(enum_range(null::casetype))::text"))
                .containsExactly("FRAUD", "CORPORATE", "CIVIL", "CRIMINAL", "OTHER");
        assertThat(strings("select unnest(enum_range(null::casestatus))::text"))
                .containsExactly("DRAFT", "PROCESSING", "READY", "ERROR");
    }

    @Test
    void makesTheIndexesAndTheForeignKey() {
        assertThat(names("i")).contains("idx_cases_active", "idx_cases_user_id");
        assertThat(strings("select indexdef from pg_indexes where indexname = 'idx_cases_active'"))
                .first()
                .asString()
                .endsWith("WHERE (deleted_at IS NULL)");
        assertThat(strings("select pg_get_constraintdef(oid) from pg_constraint where contype = 'f'"
                        + " and conrelid = 'cases'::regclass"))
                .containsExactly("FOREIGN KEY (user_id) REFERENCES \"user\"(id) ON DELETE CASCADE");
    }

    @Test
    void keepsTheTimeOfChangeWhateverAStatementSays() {
        String user = CasesApi.newUser();
        JdbcClient sql = TestDatabase.sql();
        sql.sql("insert into cases (user_id, name) values (:user, 'x')")
                .param("user", user)
                .update();

        sql.sql("update cases set updated_at = '2001-01-01' where user_id = :user")
                .param("user", user)
                .update();

        assertThat(sql.sql("select updated_at > created_at from cases where user_id = :user")
                        .param("user", user)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void movesTheTimeOfChangeForwardThoughTheClockGoesBack() {
        String user = CasesApi.newUser();
        JdbcClient sql = TestDatabase.sql();
        sql.sql("insert into cases (user_id, name, updated_at) values (:user, 'x', '2999-01-01')")
                .param("user", user)
                .update();

        sql.sql("update cases set name = 'y' where user_id = :user")
                .param("user", user)
                .update();

        assertThat(sql.sql("select updated_at > '2999-01-01' from cases where user_id = :user")
                        .param("user", user)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void doesNotStartBeforeBetterAuthHasMadeItsTables() {
        DataSource empty = TestDatabase.create("empty");

        assertThatThrownBy(() -> start(TestDatabase.url(TestDatabase.port(), "empty")))
                .rootCause()
                .isInstanceOf(DatabaseNotReadyException.class)
                .hasMessageContaining("The table \"user\" of Better Auth is not in the database");

        assertThat(JdbcClient.create(empty)
                        .sql("select relname from pg_class where relnamespace = 'public'::regnamespace")
                        .query(String.class)
                        .list())
                .as("nothing was made halfway")
                .isEmpty();
    }

    @Test
    void doesNotStartOnIdsItCannotReferTo() throws SQLException {
        DataSource other = TestDatabase.create("other_ids");
        BetterAuthSchema.createIfMissing(other);
        JdbcClient sql = JdbcClient.create(other);
        sql.sql("drop table session, account").update();
        sql.sql("alter table \"user\" alter column id type uuid using id::uuid").update();

        assertThatThrownBy(() -> start(TestDatabase.url(TestDatabase.port(), "other_ids")))
                .rootCause()
                .isInstanceOf(DatabaseNotReadyException.class)
                .hasMessageContaining("of type uuid");
    }

    @Test
    void doesNotStartWithoutADatabase() {
        assertThatThrownBy(() -> start("postgresql://ada:s3cret@127.0.0.1:1/none"))
                .hasStackTraceContaining("The database cannot be reached: jdbc:postgresql://127.0.0.1:1/none")
                .message()
                .doesNotContain("s3cret");
    }

    private static void start(String databaseUrl) {
        CasesApplication.start(
                        Map.of("PORT", "0", "FRONTEND_URL", CasesApi.ISSUER.origin(), "DATABASE_URL", databaseUrl),
                        new PrintStream(OutputStream.nullOutputStream()))
                .close();
    }

    private static List<String> names(String kind) {
        return TestDatabase.sql()
                .sql(NAMES)
                .param("kind", kind)
                .query(String.class)
                .list();
    }

    private static List<String> strings(String sql) {
        return TestDatabase.sql().sql(sql).query(String.class).list();
    }
}
