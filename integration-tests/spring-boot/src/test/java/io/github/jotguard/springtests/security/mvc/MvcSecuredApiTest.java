package io.github.jotguard.springtests.security.mvc;

import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.SecuredApiContract;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** With Spring Security and a chain of the application's own. */
class MvcSecuredApiTest extends SecuredApiContract {

    @Override
    protected Class<?> configuration() {
        return MvcSecurityApplication.class;
    }

    @Test
    void challengesAsSpringSecurityDoes() {
        assertThat(challenge(application.get("/claims")))
                .matches(
                        SpringBootVersion.getVersion().startsWith("3.")
                                ? "Bearer"
                                : "Bearer resource_metadata=\"http://[^\"]+/.well-known/oauth-protected-resource\"");
    }
}
