package io.github.jotguard.springtests.security.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.spring.ProblemResponses;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** A chain with our responses and a decoder of the application, which verifies no proof. */
class WebFluxForeignDpopTest {

    @Configuration(proxyBeanMethods = false)
    @Import(Application.class)
    static class OtherDecoder {

        @Bean
        SecurityWebFilterChain api(ServerHttpSecurity http, @Value("${other.jwks-uri}") String keys) {
            ReactiveJwtDecoder other =
                    NimbusReactiveJwtDecoder.withJwkSetUri(keys).build();
            return http.authorizeExchange(requests -> requests.anyExchange().authenticated())
                    .oauth2ResourceServer(ProblemResponses.reactive())
                    .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtDecoder(other)))
                    .build();
        }
    }

    @Test
    void rejectsATokenOfTheSchemeDpopWhoseProofNobodyVerifies() {
        TestDpopKey key = TestDpopKey.generate("ES256");
        try (TestIssuer issuer = TestIssuer.builder().algorithm("RS256").start();
                RunningApplication application = RunningApplication.trusting(
                        issuer, OtherDecoder.class, "--jotguard.dpop=accept", "--other.jwks-uri=" + issuer.jwksUri())) {
            String token = issuer.token(t -> t.boundTo(key));
            String forged = TestDpopKey.generate("ES256").proof("GET", "https://evil.example.com/", token);

            assertThat(application
                            .get("/claims", "Authorization", "DPoP " + token, "DPoP", forged)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(application
                            .get("/claims", "Authorization", "DPoP " + token)
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
