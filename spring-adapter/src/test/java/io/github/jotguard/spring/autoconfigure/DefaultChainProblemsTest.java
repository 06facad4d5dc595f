package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.security.oauth2.resource.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.reactive.ReactiveSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;
import reactor.core.publisher.Mono;

/** The responses of Spring Boot's default chain, and of a chain of the application's own. */
class DefaultChainProblemsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JotguardAutoConfiguration.class,
                    JotguardSecurityAutoConfiguration.class,
                    JotguardAuthoritiesAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    SecurityAutoConfiguration.class,
                    OAuth2ResourceServerAutoConfiguration.class))
            .withPropertyValues("jotguard.better-auth.origin=https://app.example.com");

    private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JotguardAutoConfiguration.class,
                    JotguardSecurityAutoConfiguration.class,
                    JotguardAuthoritiesAutoConfiguration.class,
                    WebFluxAutoConfiguration.class,
                    ReactiveSecurityAutoConfiguration.class,
                    ReactiveOAuth2ResourceServerAutoConfiguration.class))
            .withPropertyValues("jotguard.better-auth.origin=https://app.example.com");

    private static MockHttpServletResponse sendToServlet(ApplicationContext context, String method) throws Exception {
        AtomicInteger passed = new AtomicInteger();
        MockHttpServletResponse response = new MockHttpServletResponse();
        context.getBean("springSecurityFilterChain", Filter.class)
                .doFilter(new MockHttpServletRequest(method, "/me"), response, (req, res) -> passed.incrementAndGet());
        assertThat(passed).hasValue(0);
        return response;
    }

    private static MockServerHttpResponse sendToWebFlux(ApplicationContext context, String method) {
        AtomicInteger passed = new AtomicInteger();
        MockServerWebExchange exchange = MockServerWebExchange.builder(
                        MockServerHttpRequest.method(HttpMethod.valueOf(method), "/me"))
                .applicationContext(context)
                .build();
        context.getBean(WebFilterChainProxy.class)
                .filter(exchange, next -> Mono.fromRunnable(passed::incrementAndGet))
                .block(PATIENCE);
        assertThat(passed).hasValue(0);
        return exchange.getResponse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void areProblemDocumentsInSpringMvc(String method) {
        servlet.run(context -> {
            MockHttpServletResponse response = sendToServlet(context, method);
            assertThat(response.getStatus()).isEqualTo(401);
            assertThat(response.getHeader("WWW-Authenticate")).startsWith("Bearer");
            assertThat(response.getContentType()).isEqualTo("application/problem+json");
            assertThat(response.getContentAsString()).contains("missing_token");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void areProblemDocumentsInWebFlux(String method) {
        reactive.run(context -> {
            MockServerHttpResponse response = sendToWebFlux(context, method);
            assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
            assertThat(response.getHeaders().getFirst("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
            assertThat(response.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
            assertThat(response.getBodyAsString().block(PATIENCE)).contains("missing_token");
        });
    }

    @Test
    void areThoseOfTheApplicationInItsOwnChain() {
        servlet.withUserConfiguration(OwnChain.class)
                .run(context -> assertThat(sendToServlet(context, "GET").getContentAsString())
                        .isEmpty());
        reactive.withUserConfiguration(OwnReactiveChain.class).run(context -> assertThat(
                        sendToWebFlux(context, "GET").getBodyAsString().block(PATIENCE))
                .isEmpty());
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        SecurityFilterChain own(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnReactiveChain {

        @Bean
        SecurityWebFilterChain own(ServerHttpSecurity http) {
            return http.authorizeExchange(requests -> requests.anyExchange().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                    .build();
        }
    }
}
