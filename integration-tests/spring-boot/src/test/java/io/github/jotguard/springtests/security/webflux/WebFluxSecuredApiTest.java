package io.github.jotguard.springtests.security.webflux;

import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.SecuredApiContract;
import org.junit.jupiter.api.Test;

/** With Spring Security and a chain of the application's own. */
class WebFluxSecuredApiTest extends SecuredApiContract {

    @Override
    protected Class<?> configuration() {
        return WebFluxSecurityApplication.class;
    }

    @Test
    void challengesWithRealm() {
        assertThat(challenge(application.get("/claims"))).isEqualTo("Bearer realm=\"api\"");
    }
}
