package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The actuator has a web server of its own. */
@ExtendWith(OutputCaptureExtension.class)
public abstract class ManagementPortContract {

    private static final String[] SEPARATE = {"--management.server.port=0", "--management.server.address=127.0.0.1"};

    protected abstract Class<?> configuration();

    @Test
    void needsATokenThereToo(CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = start(issuer, "--logging.level.io.github.jotguard=info")) {
            String bearer = "Bearer " + issuer.token();
            for (String path : List.of("env", "loggers", "beans", "metrics", "health", "info", "there/is/nothing")) {
                assertProblem(application.manage("GET", "/actuator/" + path), 401, "missing_token");
            }
            assertProblem(application.manage("POST", "/actuator/loggers/ROOT"), 401, "missing_token");
            assertProblem(
                    application.manage("GET", "/actuator/env", "Authorization", "Bearer not.a.token"),
                    401,
                    "malformed");
            assertProblem(application.manage("GET", "/actuator"), 401, "missing_token");
            assertProblem(application.manage("GET", "/error"), 401, "missing_token");
            assertThat(application
                            .manage("GET", "/actuator/env", "Authorization", bearer)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(application
                            .manage("GET", "/actuator/there/is/nothing", "Authorization", bearer)
                            .statusCode())
                    .isEqualTo(404);
            assertProblem(application.get("/claims"), 401, "missing_token");
            assertThat(application.getWith(issuer.token(), "/claims").statusCode())
                    .isEqualTo(200);
        }
        assertThat(output).contains("every request, on the port of the actuator too");
    }

    @Test
    void excludesPathsAsOnTheMainPort() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = start(issuer, "--jotguard.exclude=/actuator/health/*")) {
            assertThat(application.manage("GET", "/actuator/health").statusCode())
                    .isEqualTo(200);
            assertThat(application.manage("GET", "/actuator/health/ping").statusCode())
                    .isEqualTo(200);
            assertProblem(application.manage("GET", "/actuator/env"), 401, "missing_token");
            assertThat(application.manage("GET", "/actuator/health/..;/env").statusCode())
                    .isIn(400, 401);
            assertThat(application.manage("GET", "/actuator/health/%2e%2e/env").statusCode())
                    .isIn(400, 401);
        }
    }

    @Test
    void protectsEveryBasePath() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = start(
                        issuer,
                        "--management.server.base-path=/manage",
                        "--management.endpoints.web.base-path=/",
                        "--jotguard.exclude=/health")) {
            assertProblem(application.manage("GET", "/manage/env"), 401, "missing_token");
            assertThat(application.manage("GET", "/manage/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answersPreflightsByTheSettingsOfTheActuator() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application =
                        start(issuer, "--management.endpoints.web.cors.allowed-origins=https://app.example.com")) {
            HttpResponse<String> answer = application.manage(
                    "OPTIONS",
                    "/actuator/env",
                    "Origin",
                    "https://app.example.com",
                    "Access-Control-Request-Method",
                    "GET");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("https://app.example.com");
            assertThat(answer.body()).isEmpty();
        }
    }

    private RunningApplication start(TestIssuer issuer, String... arguments) {
        String[] all = new String[arguments.length + SEPARATE.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(SEPARATE, 0, all, arguments.length, SEPARATE.length);
        return RunningApplication.trusting(issuer, configuration(), all);
    }
}
