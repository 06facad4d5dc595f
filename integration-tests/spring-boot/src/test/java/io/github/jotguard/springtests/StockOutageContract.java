package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The issuer is down, and the chain is Spring Boot's. */
public abstract class StockOutageContract {

    @Test
    void answersUnavailableWhileThereAreNoKeys() {
        try (TestIssuer issuer = TestIssuer.start()) {
            issuer.goDown();
            try (RunningApplication application = RunningApplication.trusting(issuer, Application.class)) {
                HttpResponse<String> answer = application.getWith(issuer.token(), "/claims");
                assertProblem(answer, 503, "keys_unavailable");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
            }
        }
    }
}
