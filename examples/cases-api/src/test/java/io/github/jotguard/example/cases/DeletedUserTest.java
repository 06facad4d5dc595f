package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A token outlives its user by up to a quarter of an hour. */
class DeletedUserTest {

    private final String userId = CasesApi.newUser();
    private final Caller caller = CasesApi.callerFor(userId);

    @ParameterizedTest
    @MethodSource("io.github.jotguard.example.cases.Endpoints#all")
    void rejectsTheTokenOfADeletedUser(Function<Caller, Answer> endpoint) {
        caller.get("/api/auth/me").isSuccess(200);
        TestDatabase.sql()
                .sql("delete from \"user\" where id = :id")
                .param("id", userId)
                .update();

        Answer answer = endpoint.apply(caller).isProblem(401, "user_not_found");

        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void deletesTheCasesWithTheirUser() {
        caller.open("Goes too");

        TestDatabase.sql()
                .sql("delete from \"user\" where id = :id")
                .param("id", userId)
                .update();

        assertThat(TestDatabase.sql()
                        .sql("select count(*) from cases where user_id = :id")
                        .param("id", userId)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void rejectsTheTokenOfAUserWhoIsDeletedWhileTheRequestIsUnderWay() throws SQLException {
        CompletableFuture<Answer> underWay;
        try (Connection deleting = TestDatabase.dataSource().getConnection()) {
            deleting.setAutoCommit(false);
            delete(deleting);
            // still sees the user, and then waits for what becomes of them
            underWay = caller.sendAsync("POST", "/api/cases", "{\"name\":\"Too late\"}");
            Waiting.until("the insert waits", DeletedUserTest::somebodyWaits);
            deleting.commit();
            deleting.setAutoCommit(true);
        }

        Answer answer = underWay.join().isProblem(401, "user_not_found");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo(CasesApi.callerFor(userId).get("/api/auth/me").header("WWW-Authenticate"));
    }

    private void delete(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from \"user\" where id = ?")) {
            statement.setString(1, userId);
            statement.executeUpdate();
        }
    }

    static boolean somebodyWaits() {
        return TestDatabase.sql()
                        .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                        .query(Long.class)
                        .single()
                > 0;
    }
}
