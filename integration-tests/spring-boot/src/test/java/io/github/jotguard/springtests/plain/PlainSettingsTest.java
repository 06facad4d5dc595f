package io.github.jotguard.springtests.plain;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Settings without Spring Security. */
class PlainSettingsTest {

    @Test
    void answersAsSet() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer,
                        Application.class,
                        "--jotguard.unknown-user=not-found",
                        "--jotguard.filter.realm=tasks")) {
            HttpResponse<String> unknown = application.getWith(issuer.token(t -> t.subject("nobody")), "/me");
            assertProblem(unknown, 404, "user_not_found");
            assertThat(challenge(unknown)).isEmpty();
            assertThat(challenge(application.get("/claims"))).isEqualTo("Bearer realm=\"tasks\"");
            assertThat(challenge(application.getWith("not.a.token", "/claims")))
                    .startsWith("Bearer realm=\"tasks\", error=\"invalid_token\"");
        }
    }

    @Test
    void isUpWithStaleKeys() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer,
                        Application.class,
                        "--jotguard.exclude=/actuator/*",
                        "--jotguard.refresh.fresh-for=1s",
                        "--jotguard.refresh.min-fresh-for=1s",
                        "--jotguard.refresh.max-fresh-for=1s")) {
            assertThat(application.getWith(issuer.token(), "/claims").statusCode())
                    .isEqualTo(200);
            issuer.goDown();
            HttpResponse<String> health = healthOnceStale(application);
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body())
                    .contains("\"state\":\"STALE\"", "\"keys\":1", "\"age\":\"PT")
                    .doesNotContain("DOWN");
            assertThat(application.getWith(issuer.token(), "/claims").statusCode())
                    .isEqualTo(200);
        }
    }

    /** Keys are refreshed ahead, so the tokens meanwhile ask for them. */
    private static HttpResponse<String> healthOnceStale(RunningApplication application) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        HttpResponse<String> health = application.get("/actuator/health");
        while (!health.body().contains("STALE") && Instant.now().isBefore(deadline)) {
            health = application.get("/actuator/health");
        }
        return health;
    }
}
