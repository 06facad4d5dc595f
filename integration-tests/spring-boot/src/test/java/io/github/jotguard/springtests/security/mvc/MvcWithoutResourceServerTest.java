package io.github.jotguard.springtests.security.mvc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The chain that spring-boot-starter-security alone brings, with and without the actuator. It does not accept bearer
 * tokens.
 */
class MvcWithoutResourceServerTest {

    private static final String NO_RESOURCE_SERVER = "org.springframework.security.oauth2";
    /** The chain that the actuator brings has another name in each generation; a name that is not there is ignored. */
    private static final String NO_CHAIN_OF_ACTUATOR = "spring.autoconfigure.exclude="
            + "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withUserConfiguration(Plain.class)
            .withPropertyValues("jotguard.better-auth.origin=https://app.example.com");

    @Test
    void doesNotStartWithDefaultChainOfSpringBoot() {
        runner.withClassLoader(new FilteredClassLoader(NO_RESOURCE_SERVER))
                .run(context -> assertThatStarterIsNamed(context.getStartupFailure()));
        runner.withClassLoader(new FilteredClassLoader(NO_RESOURCE_SERVER))
                .withPropertyValues(NO_CHAIN_OF_ACTUATOR)
                .run(context -> assertThatStarterIsNamed(context.getStartupFailure()));
    }

    private static void assertThatStarterIsNamed(Throwable failure) {
        assertThat(failure).hasMessageContaining("every good token would be rejected");
    }

    @Test
    void startsWithChainOfApplication() {
        runner.withClassLoader(new FilteredClassLoader(NO_RESOURCE_SERVER))
                .withUserConfiguration(OwnChain.class)
                .run(context -> assertThat(context).hasNotFailed().hasBean("jotguardFilter"));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        SecurityFilterChain own(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }
}
