package io.github.jotguard.springtests.mvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An excluded path is no way into a protected one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DispatchTest {

    private static final AtomicInteger CALLS = new AtomicInteger();

    private TestIssuer issuer;
    private RunningApplication application;

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        application = RunningApplication.trusting(issuer, WithServlets.class, "--jotguard.exclude=/public/*");
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forward",
                "include",
                "async",
                "async/include",
                "async/forward",
                "forward/include",
                "include/forward"
            })
    void protectsTheTargetOfADispatch(String dispatches) {
        int before = CALLS.get();
        HttpResponse<String> answer = application.get("/public/" + dispatches);
        assertThat(CALLS.get()).isEqualTo(before);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forward",
                "include",
                "async",
                "async/include",
                "async/forward",
                "forward/include",
                "include/forward"
            })
    void letsACallerThroughToTheTarget(String dispatches) {
        HttpResponse<String> answer =
                application.getWith(issuer.token(t -> t.subject("u1")), "/protected/" + dispatches);
        assertThat(answer.body()).contains("secret of u1");
    }

    @Test
    void protectsTheTargetItself() {
        assertThat(application.get("/secret").statusCode()).isEqualTo(401);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Application.class)
    static class WithServlets {

        @Bean
        ServletRegistrationBean<HttpServlet> secret() {
            ServletRegistrationBean<HttpServlet> secret = new ServletRegistrationBean<>(new Secret(), "/secret");
            secret.setName("secret");
            return secret;
        }

        @Bean
        ServletRegistrationBean<HttpServlet> dispatcher() {
            ServletRegistrationBean<HttpServlet> dispatcher =
                    new ServletRegistrationBean<>(new Dispatcher(), "/public/*", "/protected/*");
            dispatcher.setName("ways");
            return dispatcher;
        }
    }

    /** Goes the ways that its path names, one after the other, and then to {@code /secret}. */
    private static final class Dispatcher extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            String path = path(request);
            int slash = path.indexOf('/', 1);
            String way = slash < 0 ? path.substring(1) : path.substring(1, slash);
            String target = slash < 0 ? "/secret" : prefix(request) + path.substring(slash);
            switch (way) {
                case "forward" -> request.getRequestDispatcher(target).forward(request, response);
                case "include" -> request.getRequestDispatcher(target).include(request, response);
                default -> {
                    AsyncContext async = request.startAsync(request, response);
                    async.dispatch(target);
                }
            }
        }

        private static String path(HttpServletRequest request) {
            Object included = request.getAttribute("jakarta.servlet.include.path_info");
            return included instanceof String text ? text : request.getPathInfo();
        }

        private static String prefix(HttpServletRequest request) {
            Object included = request.getAttribute("jakarta.servlet.include.servlet_path");
            return included instanceof String text ? text : request.getServletPath();
        }
    }

    private static final class Secret extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            CALLS.incrementAndGet();
            response.getWriter().print("secret of " + request.getRemoteUser());
        }
    }
}
