package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Rules for every variant while the issuer is down. Each has an application of its own, because closing one of WebFlux
 * harms others beside it.
 */
public abstract class OutageContract {

    protected abstract Class<?> configuration();

    @Test
    void answersUnavailableWhileThereAreNoKeysAndRecoversByItself() {
        try (TestIssuer issuer = TestIssuer.start()) {
            issuer.goDown();
            try (RunningApplication application =
                    RunningApplication.trusting(issuer, configuration(), "--jotguard.exclude=/actuator/*")) {
                rejectsNobodyButJudgesNobody(application, issuer.token());
                tellsOutageInHealth(application);
                issuer.recover();
                assertThat(statusOnceJudged(application, issuer.token())).isEqualTo(200);
            }
        }
    }

    private static void rejectsNobodyButJudgesNobody(RunningApplication application, String token) {
        HttpResponse<String> answer = application.getWith(token, "/claims");
        assertProblem(answer, 503, "keys_unavailable");
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    private static void tellsOutageInHealth(RunningApplication application) {
        HttpResponse<String> health = application.get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("\"jotguard\":{", "UNAVAILABLE", "lastError");
    }

    /** The next fetch comes within seconds. */
    private static int statusOnceJudged(RunningApplication application, String token) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        int status = application.getWith(token, "/claims").statusCode();
        while (status == 503 && Instant.now().isBefore(deadline)) {
            status = application.getWith(token, "/claims").statusCode();
        }
        return status;
    }
}
