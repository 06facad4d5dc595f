package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import io.github.jotguard.testing.TestIssuer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class IssuerOutageTest {

    @Test
    void startsWithoutTheIssuerAndAnswers503UntilItIsThere() {
        String user = CasesApi.newUser();
        try (TestIssuer issuer = TestIssuer.start();
                ConfigurableApplicationContext context = start(issuer)) {
            issuer.goDown();
            Caller caller = new Caller(CasesApi.origin(context), issuer.token(token -> token.subject(user)));

            Answer answer = caller.get("/api/auth/me").isProblem(503, "keys_unavailable");

            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
            assertThat(answer.header("WWW-Authenticate")).isEmpty();
            issuer.recover();
            Waiting.until("the keys are there", () -> caller.get("/api/auth/me").status() == 200);
        }
    }

    private static ConfigurableApplicationContext start(TestIssuer issuer) {
        return CasesApplication.start(
                Map.of("PORT", "0", "FRONTEND_URL", issuer.origin(), "DATABASE_URL", TestDatabase.url()),
                new PrintStream(OutputStream.nullOutputStream()));
    }
}
