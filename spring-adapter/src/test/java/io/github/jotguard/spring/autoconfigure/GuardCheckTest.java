package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.BearerTokenFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The warning where nothing of ours guards the requests. */
@ExtendWith(OutputCaptureExtension.class)
class GuardCheckTest {

    private static final FilteredClassLoader NO_SECURITY = new FilteredClassLoader("org.springframework.security");
    private static final String ORIGIN = "jotguard.better-auth.origin=https://app.example.com";
    private static final String OPEN = "ther path is open unless something else guards it";
    private static final AutoConfigurations OURS = AutoConfigurations.of(
            JotguardAutoConfiguration.class,
            JotguardSecurityAutoConfiguration.class,
            JotguardServletAutoConfiguration.class,
            JotguardWebFluxAutoConfiguration.class,
            JotguardGuardAutoConfiguration.class);

    private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
            .withClassLoader(NO_SECURITY)
            .withConfiguration(OURS)
            .withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class));

    private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
            .withClassLoader(NO_SECURITY)
            .withConfiguration(OURS)
            .withConfiguration(AutoConfigurations.of(WebFluxAutoConfiguration.class));

    @ParameterizedTest
    @ValueSource(
            strings = {
                ORIGIN,
                "jotguard.issuer=https://id.example.com",
                "jotguard.jwks-uri=https://id.example.com/jwks",
                "jotguard.secret=short",
                "jotguard.any-issuer=true",
                "jotguard.issuers[0].issuer=https://id.example.com"
            })
    void warnsOfAnIssuerBesideASwitchedOffJotguard(String setting, CapturedOutput output) {
        servlet.withPropertyValues(setting, "jotguard.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("jotguard.enabled is false").contains("Every path is open");
    }

    @Test
    void warnsOfASwitchedOffJotguardWithWebFlux(CapturedOutput output) {
        reactive.withPropertyValues(ORIGIN, "jotguard.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("jotguard.enabled is false");
    }

    @Test
    void warnsOfASwitchedOffFilter(CapturedOutput output) {
        servlet.withPropertyValues(ORIGIN, "jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("jotguard.filter.enabled is false");
    }

    @Test
    void warnsOfASwitchedOffFilterOfWebFlux(CapturedOutput output) {
        reactive.withPropertyValues(ORIGIN, "jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("jotguard.filter.enabled is false");
    }

    @Test
    void warnsOfAFilterForSomePathsAlone(CapturedOutput output) {
        servlet.withUserConfiguration(AdminOnly.class)
                .withPropertyValues(ORIGIN)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jotguardFilter"));
        assertThat(output)
                .containsOnlyOnce("registers a filter of Jotguard for [/admin/*] alone")
                .contains(OPEN);
    }

    @Test
    void warnsOfAFilterThatIsNotRegistered(CapturedOutput output) {
        servlet.withUserConfiguration(NotRegistered.class)
                .withPropertyValues(ORIGIN)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("No filter of Jotguard guards the requests");
    }

    @Test
    void warnsOfABeanInThePlaceOfTheFilter(CapturedOutput output) {
        servlet.withPropertyValues(ORIGIN)
                .withBean("jotguardFilter", String.class, () -> "mine")
                .run(context -> assertThat(context).hasNotFailed());
        reactive.withPropertyValues(ORIGIN)
                .withBean("jotguardFilter", String.class, () -> "mine")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output.toString().split("No filter of Jotguard guards the requests", -1))
                .hasSize(3);
    }

    @Test
    void hasNothingToSayWhereEveryPathIsGuarded(CapturedOutput output) {
        servlet.withPropertyValues(ORIGIN).run(context -> assertThat(context).hasNotFailed());
        reactive.withPropertyValues(ORIGIN).run(context -> assertThat(context).hasNotFailed());
        servlet.withUserConfiguration(OwnFilter.class)
                .withPropertyValues(ORIGIN)
                .run(context -> assertThat(context).hasNotFailed());
        servlet.withUserConfiguration(AdminOnly.class, Everywhere.class)
                .withPropertyValues(ORIGIN)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("is open");
    }

    @Test
    void hasNothingToSayWithoutIssuerOrWithoutWeb(CapturedOutput output) {
        servlet.withPropertyValues("jotguard.enabled=false", "jotguard.issuers=", "jotguard.issuer= ")
                .run(context -> assertThat(context).hasNotFailed());
        servlet.withPropertyValues("jotguard.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues(ORIGIN, "jotguard.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("is open");
    }

    @Test
    void hasNothingToSayWhereAChainOfSpringSecurityGuards(CapturedOutput output) {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withConfiguration(AutoConfigurations.of(
                        WebMvcAutoConfiguration.class,
                        SecurityAutoConfiguration.class,
                        OAuth2ResourceServerAutoConfiguration.class))
                .withPropertyValues(ORIGIN)
                .run(context -> assertThat(context).hasNotFailed().hasBean("springSecurityFilterChain"));
        assertThat(output).doesNotContain("is open");
    }

    @Test
    void warnsOfAChainThatKnowsNoTokens(CapturedOutput output) {
        new WebApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2"))
                .withConfiguration(OURS)
                .withConfiguration(
                        AutoConfigurations.of(WebMvcAutoConfiguration.class, SecurityAutoConfiguration.class))
                .withPropertyValues(ORIGIN, "jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().hasBean("springSecurityFilterChain"));
        assertThat(output).containsOnlyOnce("jotguard.filter.enabled is false");
    }

    @Test
    void warnsWhereThereIsNoChainForTheResourceServer(CapturedOutput output) {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
                .withPropertyValues(ORIGIN, "jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("jotguard.filter.enabled is false");
    }

    @Configuration(proxyBeanMethods = false)
    static class AdminOnly {

        @Bean
        FilterRegistrationBean<BearerTokenFilter> admin(JwtVerifier verifier) {
            FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(
                    BearerTokenFilter.builder(verifier).build());
            registration.addUrlPatterns("/admin/*");
            return registration;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Everywhere {

        @Bean
        FilterRegistrationBean<BearerTokenFilter> everywhere(JwtVerifier verifier) {
            return new FilterRegistrationBean<>(
                    BearerTokenFilter.builder(verifier).build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFilter {

        @Bean
        BearerTokenFilter own(JwtVerifier verifier) {
            return BearerTokenFilter.builder(verifier).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NotRegistered {

        @Bean
        FilterRegistrationBean<BearerTokenFilter> never(JwtVerifier verifier) {
            FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(
                    BearerTokenFilter.builder(verifier).build());
            registration.setEnabled(false);
            return registration;
        }
    }
}
