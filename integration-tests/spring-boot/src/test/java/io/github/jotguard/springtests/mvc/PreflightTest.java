package io.github.jotguard.springtests.mvc;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.PreflightContract;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** With Spring MVC. */
class PreflightTest extends PreflightContract {

    @Override
    protected Class<?> configuration() {
        return WithRpc.class;
    }

    @Override
    protected Stream<String> furtherPaths() {
        return Stream.of("/servlet/transfer");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Application.class, Rpc.class})
    static class WithRpc {

        @Bean
        WebMvcConfigurer cors() {
            return new WebMvcConfigurer() {
                @Override
                public void addCorsMappings(CorsRegistry registry) {
                    for (String path : GLOBAL_PATHS) {
                        registry.addMapping(path).allowedOrigins(PAGE);
                    }
                }

                /** The application's own code too. */
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(new HandlerInterceptor() {
                        @Override
                        public boolean preHandle(
                                HttpServletRequest request, HttpServletResponse response, Object handler) {
                            CALLS.incrementAndGet();
                            return true;
                        }
                    });
                }
            };
        }

        @Bean
        RouterFunction<ServerResponse> route() {
            return RouterFunctions.route(RequestPredicates.path("/rpc/route"), request -> {
                CALLS.incrementAndGet();
                return ServerResponse.ok().header("X-Leak", "balance").body("transferred");
            });
        }

        @Bean
        ServletRegistrationBean<HttpServlet> transfers() {
            return new ServletRegistrationBean<>(new Transfers(), "/servlet/*");
        }
    }

    private static final class Transfers extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            CALLS.incrementAndGet();
            response.setHeader("X-Leak", "balance");
            response.getWriter().print("transferred");
        }
    }
}
