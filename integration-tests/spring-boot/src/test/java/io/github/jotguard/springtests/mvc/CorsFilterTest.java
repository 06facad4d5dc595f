package io.github.jotguard.springtests.mvc;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.CorsFilterContract;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.CorsFilter;

/** With Spring MVC. */
class CorsFilterTest extends CorsFilterContract {

    @Override
    protected Class<?> configuration() {
        return WithFilter.class;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Application.class)
    static class WithFilter {

        @Bean
        CorsFilter cors() {
            return new CorsFilter(request -> settings());
        }
    }
}
