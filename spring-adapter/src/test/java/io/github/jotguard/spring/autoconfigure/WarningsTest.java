package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.reactive.ReactiveSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Settings that have no effect, but are allowed. */
@ExtendWith(OutputCaptureExtension.class)
class WarningsTest {

    private static final String ORIGIN = "jotguard.better-auth.origin=https://app.example.com";
    private static final String NO_EFFECT = "have no effect";
    private static final FilteredClassLoader NO_SECURITY = new FilteredClassLoader("org.springframework.security");
    private static final FilteredClassLoader NO_RESOURCE_SERVER =
            new FilteredClassLoader("org.springframework.security.oauth2");

    private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JotguardMetricsAutoConfiguration.class,
                    JotguardAutoConfiguration.class,
                    JotguardSecurityAutoConfiguration.class,
                    JotguardChainAutoConfiguration.class,
                    JotguardServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class));

    private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JotguardAutoConfiguration.class,
                    JotguardChainAutoConfiguration.class,
                    JotguardWebFluxAutoConfiguration.class,
                    WebFluxAutoConfiguration.class))
            .withPropertyValues(ORIGIN);

    @Test
    void warnsOfRulesThatDoNotReachVerifierOfApplication(CapturedOutput output) {
        servlet.withClassLoader(NO_SECURITY)
                .withBean(JwtVerifier.class, WarningsTest::verifier)
                .withBean("notBanned", ClaimRule.class, () -> (jwt, now) -> true)
                .withPropertyValues("jotguard.clock-skew=5s")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("these " + NO_EFFECT + ": [bean notBanned, jotguard.clock-skew]");
    }

    @Test
    void hasNothingToSayOfVerifierOfApplicationAlone(CapturedOutput output) {
        servlet.withClassLoader(NO_SECURITY)
                .withBean(JwtVerifier.class, WarningsTest::verifier)
                .run(context -> assertThat(context).hasNotFailed());
        servlet.withClassLoader(NO_SECURITY)
                .withPropertyValues(ORIGIN)
                .withBean("notBanned", ClaimRule.class, () -> (jwt, now) -> true)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain(NO_EFFECT);
    }

    private static JwtVerifier verifier() {
        return JwtVerifier.trusting(TrustedIssuer.builder(
                        "https://own.example.com",
                        StaticJwkSet.ofJson(
                                "{\"keys\":[" + TestKey.generate("ES256").jwk() + "]}"))
                .audience("api")
                .build());
    }

    @Test
    void warnsOfAuthoritiesWithoutSpringSecurity(CapturedOutput output) {
        servlet.withClassLoader(NO_SECURITY)
                .withPropertyValues(ORIGIN, "jotguard.authorities[0].claim=roles")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("jotguard.authorities has no effect");
    }

    @Test
    void warnsOfRolesWithWebFlux(CapturedOutput output) {
        reactive.withClassLoader(NO_SECURITY)
                .withPropertyValues("jotguard.roles-from=roles")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("jotguard.roles-from has no effect with WebFlux");
    }

    @Test
    void warnsOfFilterOrderWithSpringSecurity(CapturedOutput output) {
        servlet.withConfiguration(AutoConfigurations.of(
                        SecurityAutoConfiguration.class, OAuth2ResourceServerAutoConfiguration.class))
                .withPropertyValues(ORIGIN, "jotguard.filter.order=1")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("jotguard.filter.order has no effect");
    }

    @Test
    void warnsOfPathsThatAreWrittenWithTheBasePathOfWebFlux(CapturedOutput output) {
        reactive.withClassLoader(NO_SECURITY)
                .withPropertyValues(
                        "spring.webflux.base-path=/app",
                        "jotguard.exclude=/app/health,/health,/apps",
                        "jotguard.require-scope-at.[/app/admin/*]=admin")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .containsOnlyOnce(
                        "The paths [/app/admin/*, /app/health] begin with the context path /app, but paths are"
                                + " written without it, so these match nothing outside of /app/app. Remove /app from them");
    }

    @Test
    void warnsOfScopesAtPathsThatAreWrittenWithTheContextPath(CapturedOutput output) {
        servlet.withConfiguration(AutoConfigurations.of(
                        JotguardResourceAutoConfiguration.class,
                        SecurityAutoConfiguration.class,
                        OAuth2ResourceServerAutoConfiguration.class))
                .withPropertyValues(
                        ORIGIN, "server.servlet.context-path=/app", "jotguard.require-scope-at.[/app/admin/*]=admin")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("The paths [/app/admin/*] begin with the context path /app");
    }

    @Test
    void hasNothingToSayOfPathsWithoutAContextPath(CapturedOutput output) {
        for (String basePath : List.of("", "/", "/other")) {
            reactive.withClassLoader(NO_SECURITY)
                    .withPropertyValues("spring.webflux.base-path=" + basePath, "jotguard.exclude=/app/health,/")
                    .run(context -> assertThat(context).hasNotFailed());
        }
        assertThat(output).doesNotContain("begin with the context path");
    }

    @Test
    void warnsOfTwoThatCheckEveryRequest(CapturedOutput output) {
        servlet.withClassLoader(NO_RESOURCE_SERVER)
                .withConfiguration(AutoConfigurations.of(SecurityAutoConfiguration.class))
                .withUserConfiguration(OwnChain.class)
                .withPropertyValues(ORIGIN)
                .run(context -> assertThat(context).hasNotFailed().hasBean("jotguardFilter"));
        assertThat(output)
                .containsOnlyOnce("both the chain and Jotguard's filter check every request")
                .contains("a good token is still rejected where the chain requires a caller")
                .contains(
                        "Add org.springframework.boot:spring-boot-starter-security-oauth2-resource-server (Spring Boot"
                                + " 3.5: spring-boot-starter-oauth2-resource-server)");
    }

    @Test
    void warnsOfTwoThatCheckEveryRequestOfWebFlux(CapturedOutput output) {
        reactive.withClassLoader(NO_RESOURCE_SERVER)
                .withConfiguration(AutoConfigurations.of(ReactiveSecurityAutoConfiguration.class))
                .withUserConfiguration(OwnReactiveChain.class)
                .run(context -> assertThat(context).hasNotFailed().hasBean("jotguardFilter"));
        assertThat(output).containsOnlyOnce("both the chain and Jotguard's filter check every request");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        SecurityFilterChain own(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnReactiveChain {

        @Bean
        SecurityWebFilterChain own(ServerHttpSecurity http) {
            return http.authorizeExchange(requests -> requests.anyExchange().permitAll())
                    .build();
        }
    }

    @Test
    void hasNothingToSayOfSettingsThatHaveAnEffect(CapturedOutput output) {
        servlet.withClassLoader(NO_SECURITY)
                .withPropertyValues(ORIGIN, "jotguard.roles-from=roles", "jotguard.filter.order=1")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("has no effect", "check every request");
    }
}
