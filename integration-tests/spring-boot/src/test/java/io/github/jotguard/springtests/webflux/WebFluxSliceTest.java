package io.github.jotguard.springtests.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.spring.test.UseTestIssuer;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.SliceLists;
import io.github.jotguard.springtests.WebFluxSlice;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.WebFilter;

/** Controllers and the filter, as authors of applications test them. */
@WebFluxSlice
@ContextConfiguration(classes = Application.class)
@UseTestIssuer
class WebFluxSliceTest {

    @Autowired
    private WebTestClient client;

    @Autowired
    private TestIssuer issuer;

    @Autowired
    private ApplicationContext context;

    @Test
    void challengesRequestWithoutToken() {
        client.get()
                .uri("/claims")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer realm=\"api\"")
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("missing_token");
    }

    @Test
    void givesTokenToController() {
        get("/claims", issuer.token(t -> t.subject("u1")))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.sub")
                .isEqualTo("u1");
    }

    @Test
    void rejectsExpiredToken() {
        get("/claims", issuer.token(t -> t.expiresIn(Duration.ofMinutes(-5))))
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("expired");
    }

    @Test
    void givesUserToController() {
        get("/me", issuer.token(t -> t.subject("u1"))).expectBody(String.class).isEqualTo("{\"id\":\"u1\"}");
    }

    @Test
    void rejectsUnknownUser() {
        get("/me", issuer.token(t -> t.subject("nobody")))
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("user_not_found");
    }

    @Test
    void hasFilterOnceAndNothingOfActuator() {
        assertThat(context.getBeanNamesForType(WebFilter.class))
                .filteredOn(name -> name.startsWith("jotguard"))
                .containsExactly("jotguardFilter");
        assertThat(context.getBeanDefinitionNames())
                .filteredOn(name -> name.contains("otguard"))
                .isNotEmpty()
                .noneMatch(name -> name.matches(".*(Actuator|Health|Metrics).*"));
    }

    @Test
    void isListedForAnnotationOfThisLine() throws IOException {
        SliceLists.assertOneIsOfThisLine("AutoConfigureWebFlux");
    }

    private WebTestClient.ResponseSpec get(String path, String token) {
        return client.get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }
}
