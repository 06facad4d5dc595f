package io.github.jotguard.springtests.mvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A browser shows a page only what CORS allows, a refusal too. */
class CorsTest {

    private static final String PAGE = "https://app.example.com";

    private static TestIssuer issuer;
    private static RunningApplication application;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.start();
        application = RunningApplication.trusting(issuer, WithCors.class);
    }

    @AfterAll
    static void stop() {
        application.close();
        issuer.close();
    }

    @Test
    void letsPageReadRefusal() {
        HttpResponse<String> answer = application.get("/claims", "Origin", PAGE);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(PAGE);
        assertThat(answer.body()).contains("missing_token");
    }

    @Test
    void letsPageReadAnswerOnce() {
        HttpResponse<String> answer =
                application.get("/claims", "Origin", PAGE, "Authorization", "Bearer " + issuer.token());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(PAGE);
    }

    @Test
    void letsPreflightThrough() {
        HttpResponse<String> answer =
                application.send("OPTIONS", "/claims", "Origin", PAGE, "Access-Control-Request-Method", "GET");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(PAGE);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void refusesOtherPages() {
        HttpResponse<String> answer = application.get("/claims", "Origin", "https://evil.example.com");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).isEmpty();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Application.class)
    static class WithCors {

        @Bean
        WebMvcConfigurer cors() {
            return new WebMvcConfigurer() {
                @Override
                public void addCorsMappings(CorsRegistry registry) {
                    registry.addMapping("/**").allowedOrigins(PAGE);
                }
            };
        }
    }
}
