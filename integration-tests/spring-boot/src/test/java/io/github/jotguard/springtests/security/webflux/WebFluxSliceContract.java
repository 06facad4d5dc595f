package io.github.jotguard.springtests.security.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.reactive.server.SecurityMockServerConfigurers.mockJwt;

import io.github.jotguard.spring.test.UseTestIssuer;
import io.github.jotguard.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Rules for a slice with any security chain. */
@UseTestIssuer
abstract class WebFluxSliceContract {

    @Autowired
    protected WebTestClient client;

    @Autowired
    protected TestIssuer issuer;

    @Autowired
    protected ApplicationContext context;

    @Test
    void hasChainOfSpringSecurityAndNoFilterOfOurs() {
        assertThat(context.getBeanNamesForType(WebFilterChainProxy.class)).hasSize(1);
        assertThat(context.containsBean("jotguardFilter")).isFalse();
    }

    @Test
    void challengesRequestWithoutToken() {
        client.get()
                .uri("/claims")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueMatches("WWW-Authenticate", "Bearer.*");
    }

    @Test
    void givesTokenToController() {
        String token = issuer.token(t -> t.subject("u1"));
        get("/claims", token)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.sub")
                .isEqualTo("u1");
        get("/me", token).expectBody(String.class).isEqualTo("{\"id\":\"u1\"}");
    }

    @Test
    void rejectsTokenForSomebodyElse() {
        get("/claims", issuer.token(t -> t.audience("https://other.example.com")))
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueMatches("WWW-Authenticate", ".*The token is for another audience.*");
    }

    @Test
    void takesJwtOfSpringSecurityTest() {
        client.mutateWith(mockJwt().jwt(token -> token.subject("mocked")))
                .get()
                .uri("/claims")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.sub")
                .isEqualTo("mocked");
    }

    protected WebTestClient.ResponseSpec get(String path, String token) {
        return client.get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }
}
