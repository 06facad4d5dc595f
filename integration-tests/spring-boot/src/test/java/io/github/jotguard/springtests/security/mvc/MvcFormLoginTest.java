package io.github.jotguard.springtests.security.mvc;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.spring.ProblemResponses;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** One chain for browsers with a session and for clients with a token. */
class MvcFormLoginTest {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    @Test
    void needsCsrfTokenOfSessionsButNotOfBearerTokens() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, WithLogin.class)) {
            String session = logIn(application);
            assertThat(application.get("/session", "Cookie", session).body()).isEqualTo("ada");
            HttpResponse<String> change = application.send("POST", "/session", "Cookie", session);
            assertProblem(change, 403, "access_denied");
            assertThat(challenge(change)).isEmpty();
            assertThat(application
                            .send("POST", "/change", "Authorization", "Bearer " + issuer.token())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static String logIn(RunningApplication application) {
        HttpResponse<String> page = application.get("/login");
        Matcher csrf = CSRF.matcher(page.body());
        assertThat(csrf.find()).isTrue();
        HttpResponse<String> done = application.send(
                "POST", "/login?username=ada&password=pw&_csrf=" + csrf.group(1), "Cookie", session(page));
        assertThat(done.statusCode()).isEqualTo(302);
        return session(done);
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Application.class, Sessions.class})
    static class WithLogin {

        @Bean
        SecurityFilterChain both(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .oauth2ResourceServer(ProblemResponses.servlet())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("ada").password("{noop}pw").roles("USER").build());
        }
    }

    @RestController
    static class Sessions {

        @GetMapping("/session")
        String read(Principal caller) {
            return caller.getName();
        }

        @PostMapping("/session")
        String change(Principal caller) {
            return caller.getName();
        }
    }
}
