package io.github.jotguard.springtests.security.mvc;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.spring.ProblemResponses;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Chains of the application's own that are not the documented one. */
class MvcOwnChainTest {

    @Test
    void isLeftAsItIs() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, Bare.class)) {
            HttpResponse<String> answer = application.get("/claims");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEmpty();
            assertThat(application.send("POST", "/change").body()).isEmpty();
            assertThat(application.getWith(issuer.token(), "/claims").statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 500})
    void keepsTheStatusOfAnErrorWhoseErrorPageIsNotPermitted(int status) {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, WithoutErrorPages.class)) {
            HttpResponse<String> answer = application.get("/open/status/" + status);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(challenge(answer)).isEmpty();
            assertProblem(application.get("/error"), 401, "missing_token");
        }
    }

    /** CSRF is checked before anything is known about a caller. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void asksForATokenBeforeACsrfToken(String method) {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, WithoutErrorPages.class)) {
            HttpResponse<String> answer = application.send(method, "/change");
            assertProblem(answer, 401, "missing_token");
            assertThat(challenge(answer)).startsWith("Bearer").doesNotContain("error");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Application.class)
    static class Bare {

        @Bean
        SecurityFilterChain bare(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                    .build();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Application.class)
    static class WithoutErrorPages {

        @Bean
        SecurityFilterChain strict(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/open/**")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .oauth2ResourceServer(ProblemResponses.servlet())
                    .build();
        }
    }
}
