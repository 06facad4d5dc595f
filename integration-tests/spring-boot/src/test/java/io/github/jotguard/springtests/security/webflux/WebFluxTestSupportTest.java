package io.github.jotguard.springtests.security.webflux;

import static org.springframework.security.test.web.reactive.server.SecurityMockServerConfigurers.mockJwt;
import static org.springframework.security.test.web.reactive.server.SecurityMockServerConfigurers.springSecurity;

import io.github.jotguard.spring.test.UseTestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Tests of an application, as its authors write them. */
@SpringBootTest(
        classes = WebFluxSecurityApplication.class,
        properties = "jotguard.better-auth.origin=https://app.example.com")
@UseTestIssuer
class WebFluxTestSupportTest {

    @Autowired
    private ApplicationContext context;

    private WebTestClient client;

    @BeforeEach
    void start() {
        client = WebTestClient.bindToApplicationContext(context)
                .apply(springSecurity())
                .configureClient()
                .build();
    }

    @Test
    void takesJwtOfSpringSecurityTest() {
        client.mutateWith(mockJwt().jwt(token -> token.subject("mocked")))
                .get()
                .uri("/me")
                .exchange()
                .expectBody()
                .json("{\"id\":\"mocked\"}");
        client.mutateWith(mockJwt().authorities(new SimpleGrantedAuthority("SCOPE_admin")))
                .get()
                .uri("/admin")
                .exchange()
                .expectBody(String.class)
                .isEqualTo("user");
        client.mutateWith(mockJwt())
                .get()
                .uri("/admin")
                .exchange()
                .expectStatus()
                .isForbidden();
    }
}
