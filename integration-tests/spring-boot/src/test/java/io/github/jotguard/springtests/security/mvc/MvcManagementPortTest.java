package io.github.jotguard.springtests.security.mvc;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import org.junit.jupiter.api.Test;

/** The actuator has a web server of its own, and Spring Security's chain stands before it. */
class MvcManagementPortTest {

    @Test
    void answersThereAsOnTheMainPort() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer,
                        Application.class,
                        "--management.server.port=0",
                        "--management.server.address=127.0.0.1")) {
            assertProblem(application.manage("GET", "/actuator/env"), 401, "missing_token");
            assertProblem(application.manage("POST", "/actuator/loggers/ROOT"), 401, "missing_token");
            issuer.goDown();
            String bearer = "Bearer " + issuer.token();
            assertProblem(application.manage("GET", "/actuator/env", "Authorization", bearer), 503, "keys_unavailable");
            assertThat(application.get("/claims").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void requiresScopesThereToo() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer,
                        Application.class,
                        "--management.server.port=0",
                        "--management.server.address=127.0.0.1",
                        "--jotguard.require-scope=operate",
                        "--jotguard.require-scope-at.[/actuator/loggers/*]=change")) {
            String without = "Bearer " + issuer.token();
            String with = "Bearer " + issuer.token(t -> t.scope("operate"));
            assertProblem(
                    application.manage("GET", "/actuator/env", "Authorization", without), 403, "insufficient_scope");
            assertProblem(
                    application.manage("GET", "/actuator/loggers", "Authorization", with), 403, "insufficient_scope");
            assertThat(application
                            .manage("GET", "/actuator/env", "Authorization", with)
                            .statusCode())
                    .isEqualTo(200);
            assertProblem(application.manage("GET", "/actuator/env"), 401, "missing_token");
            assertProblem(application.getWith(issuer.token(), "/claims"), 403, "insufficient_scope");
        }
    }
}
