package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.WebFluxSlice;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;

/** A slice with a chain of the application's own. */
@WebFluxSlice
@ContextConfiguration(classes = WebFluxSecurityApplication.class)
class WebFluxSecuredSliceTest extends WebFluxSliceContract {

    @Test
    void answersWithProblem() {
        client.get().uri("/claims").exchange().expectBody().jsonPath("$.code").isEqualTo("missing_token");
    }

    @Test
    void rejectsTokenWithoutNeededScope() {
        get("/admin", issuer.token(t -> t.subject("u1")))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("insufficient_scope");
        get("/admin", issuer.token(t -> t.subject("u1").scope("admin")))
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("u1");
    }
}
