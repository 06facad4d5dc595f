package io.github.jotguard.springtests.mvc;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.CorsContract;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** With Spring MVC. */
class CorsTest extends CorsContract {

    @Override
    protected Class<?> configuration() {
        return WithCors.class;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Application.class, CorsContract.Crossed.class})
    static class WithCors {

        @Bean
        WebMvcConfigurer cors() {
            return new WebMvcConfigurer() {
                @Override
                public void addCorsMappings(CorsRegistry registry) {
                    for (String path : GLOBAL_PATHS) {
                        registry.addMapping(path).allowedOrigins(PAGE);
                    }
                }
            };
        }
    }
}
