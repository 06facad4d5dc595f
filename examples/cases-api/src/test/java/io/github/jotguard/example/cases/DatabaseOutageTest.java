package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database goes down and comes back; the application stays. */
class DatabaseOutageTest {

    private final Caller caller = CasesApi.newCaller();

    @AfterEach
    void mend() {
        CasesApi.DATABASE_WIRE.mend();
        Waiting.until("the database is back", () -> caller.get("/api/auth/me").status() == 200);
    }

    @Test
    void answers503WhileTheDatabaseIsDownAndRecoversByItself() {
        String at = caller.openAt("Survivor");
        CasesApi.DATABASE_WIRE.cut();

        // at once, because each waits for a connection
        List<CompletableFuture<Answer>> asked = List.of(
                caller.sendAsync("GET", "/api/auth/me", ""),
                caller.sendAsync("GET", "/api/cases", ""),
                caller.sendAsync("POST", "/api/cases", "{\"name\":\"x\"}"),
                caller.sendAsync("GET", at, ""),
                caller.sendAsync("PATCH", at, "{\"name\":\"x\"}"),
                caller.sendAsync("DELETE", at, ""));
        asked.forEach(answer -> cannotTell(answer.join(), "temporarily_unavailable"));
        assertThat(CasesApi.nobody().get("/actuator/health").status()).isEqualTo(503);
        CasesApi.nobody().get("/api/cases").isProblem(401, "missing_token");

        CasesApi.DATABASE_WIRE.mend();
        Waiting.until("the case is there again", () -> caller.get(at).status() == 200);
        Waiting.until(
                "health is good",
                () -> CasesApi.nobody().get("/actuator/health").status() == 200);
        assertThat(caller.get("/api/cases").json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void answers503WhenTheDatabaseGoesWhileARequestIsUnderWay() throws SQLException {
        String at = caller.openAt("Locked");
        try (Connection holding = TestDatabase.dataSource().getConnection()) {
            holding.setAutoCommit(false);
            try (Statement statement = holding.createStatement()) {
                statement.execute("lock table cases in exclusive mode");
            }
            CompletableFuture<Answer> underWay = caller.sendAsync("PATCH", at, "{\"name\":\"Lost\"}");
            Waiting.until("the update waits", DeletedUserTest::somebodyWaits);

            CasesApi.DATABASE_WIRE.cut();

            cannotTell(underWay.join(), "database_unavailable");
            holding.rollback();
            holding.setAutoCommit(true);
        }
        CasesApi.DATABASE_WIRE.mend();
        Waiting.until("the case is there again", () -> caller.get(at).status() == 200);
        assertThat(caller.get(at).json().path("name").asString()).isEqualTo("Locked");
    }

    private static void cannotTell(Answer answer, String code) {
        answer.isProblem(503, code);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.response().body()).doesNotContain("SQL", "127.0.0.1", "Exception");
    }
}
