package io.github.jotguard.springtests.mvc;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Filters that the application registers itself, and web servers that it starts itself. */
@ExtendWith(OutputCaptureExtension.class)
class OwnRegistrationTest {

    private static final String[] SEPARATE = {"--management.server.port=0", "--management.server.address=127.0.0.1"};

    @Test
    void standsBeforeTheActuatorToo(CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, Everywhere.class, SEPARATE)) {
            assertProblem(application.manage("GET", "/actuator/env"), 401, "missing_token");
            assertProblem(application.get("/claims"), 401, "missing_token");
        }
        assertThat(output).doesNotContain("is open unless");
    }

    @Test
    void isWarnedOfIfItLeavesPathsOpen(CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, AdminOnly.class)) {
            assertProblem(application.get("/admin/x"), 401, "missing_token");
            assertThat(application.get("/optional").statusCode()).isEqualTo(200);
        }
        assertThat(output).containsOnlyOnce("for [/admin/*] alone");
    }

    /** The filter of one web server stands before no other. */
    @Test
    void isNeededByEachWebServer() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, Application.class);
                ConfigurableApplicationContext second = new SpringApplicationBuilder(Second.class)
                        .parent(application.context())
                        .web(WebApplicationType.SERVLET)
                        .run(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--spring.main.banner-mode=off",
                                "--spring.jmx.enabled=false")) {
            assertThat(second.containsLocalBean("jotguardFilter")).isTrue();
            // Spring Boot overwrites the port that the first one has told
            assertProblem(application.get("/second"), 401, "missing_token");
            assertThat(application.getWith(issuer.token(), "/second").body()).isEqualTo("second");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Second {

        @Bean
        ServletRegistrationBean<HttpServlet> servlet() {
            return new ServletRegistrationBean<>(new SecondServlet(), "/second");
        }
    }

    private static final class SecondServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("second");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Application.class)
    static class Everywhere {

        @Bean
        FilterRegistrationBean<BearerTokenFilter> own(JwtVerifier verifier) {
            return new FilterRegistrationBean<>(
                    BearerTokenFilter.builder(verifier).build());
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Application.class)
    static class AdminOnly {

        @Bean
        FilterRegistrationBean<BearerTokenFilter> own(JwtVerifier verifier) {
            FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(
                    BearerTokenFilter.builder(verifier).build());
            registration.addUrlPatterns("/admin/*");
            return registration;
        }
    }
}
