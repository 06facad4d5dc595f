package io.github.jotguard.springtests.mvc;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.springtests.AppUser;
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.CallerApi;
import io.github.jotguard.springtests.CallerParametersContract;
import java.util.List;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** With a configuration of the application in place of Spring Boot's, and with a second dispatcher. */
class MvcCallerParametersTest extends CallerParametersContract {

    @Override
    protected List<Class<?>> configurations() {
        return List.of(Application.class, OwnMvc.class, Functions.class, SecondDispatcher.class);
    }

    @Override
    protected List<String> furtherPaths() {
        return List.of("/second/user", "/second/jwt");
    }

    @Override
    protected List<String> furtherForms() {
        return List.of("/caller/bind", "/caller/bind-jwt");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnMvc extends WebMvcConfigurationSupport {}

    @Configuration(proxyBeanMethods = false)
    static class Functions {

        @Bean
        RouterFunction<ServerResponse> bind() {
            return route().GET("/caller/bind-jwt", request -> ServerResponse.ok()
                            .body(request.bind(VerifiedJwt.class).subject()))
                    .GET("/caller/bind", request -> ServerResponse.ok()
                            .body(String.valueOf(
                                    request.bind(CallerApi.BeanForm.class).getJwt())))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SecondDispatcher {

        @Bean
        ServletRegistrationBean<DispatcherServlet> second() {
            AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
            context.register(SecondApi.class);
            ServletRegistrationBean<DispatcherServlet> registration =
                    new ServletRegistrationBean<>(new DispatcherServlet(context), "/second/*");
            registration.setName("second");
            registration.setLoadOnStartup(1);
            return registration;
        }
    }

    @EnableWebMvc
    @RestController
    static class SecondApi {

        @GetMapping("/user")
        String user(@CurrentUser AppUser user) {
            return user.id();
        }

        @GetMapping("/jwt")
        String jwt(VerifiedJwt jwt) {
            return jwt.subject();
        }
    }
}
