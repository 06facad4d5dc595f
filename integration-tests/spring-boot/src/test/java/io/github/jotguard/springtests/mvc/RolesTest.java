package io.github.jotguard.springtests.mvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Roles of the request come from claims that are named. */
class RolesTest {

    @Test
    void givesRolesOfTheClaimThatIsSet() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer, WithRoles.class, "--jotguard.roles-from=realm_access.roles")) {
            String boss = issuer.token(t -> t.claim("realm_access", Map.of("roles", List.of("boss"))));
            assertThat(application.getWith(boss, "/boss").body()).isEqualTo("true");
            assertThat(application
                            .getWith(issuer.token(t -> t.scope("boss").claim("roles", "boss")), "/boss")
                            .body())
                    .isEqualTo("false");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Application.class, Bosses.class})
    static class WithRoles {}

    @RestController
    static class Bosses {

        @GetMapping("/boss")
        String boss(HttpServletRequest request) {
            return Boolean.toString(request.isUserInRole("boss"));
        }
    }
}
