package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two lines of YAML with Spring Security on the class path: Spring Boot's own chain takes our decoder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StockChainContract {

    private TestIssuer issuer;
    private RunningApplication application;

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        application = RunningApplication.trusting(issuer, Application.class);
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    @Test
    void takesGoodToken() {
        assertThat(application
                        .getWith(issuer.token(t -> t.subject("u1")), "/me")
                        .body())
                .isEqualTo("{\"id\":\"u1\"}");
    }

    @Test
    void rejectsAllWithoutGoodToken() {
        assertThat(application.get("/claims").statusCode()).isEqualTo(401);
        assertThat(application.get("/open").statusCode()).isEqualTo(401);
        HttpResponse<String> answer = application.getWith(issuer.token(t -> t.audience("other")), "/claims");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).contains("error=\"invalid_token\"", "The token is for another audience");
        assertProblem(answer, 401, "wrong_audience");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void answersEveryMethodWithoutTokenWithProblem(String method) {
        HttpResponse<String> answer = application.send(method, "/change");
        assertProblem(answer, 401, "missing_token");
        assertThat(challenge(answer)).startsWith("Bearer").doesNotContain("error");
    }

    @Test
    void takesEveryMethodWithToken() {
        assertThat(application
                        .send("POST", "/change", "Authorization", "Bearer " + issuer.token(t -> t.subject("u1")))
                        .body())
                .isEqualTo("u1");
    }

    @Test
    void answersMalformedHeaderWithProblem() {
        assertProblem(application.get("/claims", "Authorization", "Bearer a b"), 401, "malformed");
    }

    @Test
    void remembersNobody() {
        assertThat(application.getWith(issuer.token(), "/claims").headers().firstValue("Set-Cookie"))
                .isEmpty();
        assertThat(application.getWith("not.a.token", "/claims").headers().firstValue("Set-Cookie"))
                .isEmpty();
        assertThat(application
                        .get("/claims", "Accept", "application/json")
                        .headers()
                        .firstValue("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void answersForUnknownUserWithProblem() {
        assertProblem(application.getWith(issuer.token(t -> t.subject("nobody")), "/me"), 401, "user_not_found");
    }

    @Test
    void usesTheChainOfSpringBoot() {
        String[] chains = application.context().getBeanNamesForType(chainType());
        assertThat(chains).hasSize(1);
        assertThat(application
                        .context()
                        .getBeanFactory()
                        .getBeanDefinition(chains[0])
                        .getFactoryMethodName())
                .isIn("jwtSecurityFilterChain", "reactiveJwtSecurityFilterChain", "springSecurityFilterChain");
        assertThat(application.context().containsBean("inMemoryUserDetailsManager"))
                .isFalse();
    }

    private static Class<?> chainType() {
        return org.springframework.util.ClassUtils.isPresent("org.springframework.web.servlet.DispatcherServlet", null)
                ? org.springframework.security.web.SecurityFilterChain.class
                : org.springframework.security.web.server.SecurityWebFilterChain.class;
    }
}
