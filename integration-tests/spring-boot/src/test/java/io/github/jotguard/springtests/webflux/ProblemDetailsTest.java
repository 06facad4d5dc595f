package io.github.jotguard.springtests.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.Problems;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Problem details of WebFlux answer before we do, with what we say. */
class ProblemDetailsTest {

    @Test
    void keepsCodeAndHeaders() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer, Application.class, "--spring.webflux.problemdetails.enabled=true")) {
            HttpResponse<String> answer = application.getWith(issuer.token(t -> t.subject("nobody")), "/me");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body())
                    .contains("\"code\":\"user_not_found\"", "\"detail\":\"There is no user for this token\"");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(Problems.challenge(answer)).contains("error=\"invalid_token\"");
        }
    }
}
