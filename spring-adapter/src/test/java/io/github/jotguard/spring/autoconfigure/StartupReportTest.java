package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.BearerTokenFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.security.oauth2.resource.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
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
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** The one line at the start. */
@ExtendWith(OutputCaptureExtension.class)
class StartupReportTest {

    private static final FilteredClassLoader NO_SECURITY = new FilteredClassLoader("org.springframework.security");
    private static final String TRUSTED = "; trusted: https://app.example.com (keys:"
            + " https://app.example.com/api/auth/jwks), https://id.example.com (keys: shared secret)";
    private static final String FILTER = "Jotguard's filter requires a valid token on every request";
    private static final String DECODER = "Jotguard's JwtDecoder verifies its tokens";
    private static final AutoConfigurations OURS = AutoConfigurations.of(
            JotguardAutoConfiguration.class,
            JotguardSecurityAutoConfiguration.class,
            JotguardServletAutoConfiguration.class,
            JotguardWebFluxAutoConfiguration.class);
    private static final String[] ISSUERS = {
        "jotguard.issuers[0].issuer=https://id.example.com",
        "jotguard.issuers[0].audience=api",
        "jotguard.issuers[0].secret=0123456789-0123456789-0123456789",
        "jotguard.issuers[1].better-auth.origin=https://app.example.com"
    };

    private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
            .withConfiguration(OURS)
            .withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
            .withPropertyValues(ISSUERS);

    private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
            .withConfiguration(OURS)
            .withConfiguration(AutoConfigurations.of(WebFluxAutoConfiguration.class))
            .withPropertyValues(ISSUERS);

    @Test
    void tellsOfFilterWhomItTrusts(CapturedOutput output) {
        servlet.withClassLoader(NO_SECURITY).run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .containsOnlyOnce(FILTER + TRUSTED)
                .containsPattern("INFO .*io.github.jotguard.spring ")
                .doesNotContain("0123456789");
    }

    @Test
    void tellsOfFilterWhichPathsAreOpen(CapturedOutput output) {
        servlet.withClassLoader(NO_SECURITY)
                .withPropertyValues("jotguard.exclude=/health,/public/*", "jotguard.optional=/feed/*")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce(FILTER + ", excluded [/health, /public/*], optional [/feed/*]" + TRUSTED);
    }

    @Test
    void tellsOfFilterOfWebFlux(CapturedOutput output) {
        reactive.withClassLoader(NO_SECURITY)
                .withPropertyValues("jotguard.exclude=/health")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce(FILTER + ", excluded [/health]" + TRUSTED);
    }

    @Test
    void tellsOfDecoder(CapturedOutput output) {
        servlet.withConfiguration(AutoConfigurations.of(
                        SecurityAutoConfiguration.class, OAuth2ResourceServerAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce(DECODER + TRUSTED).doesNotContain("0123456789");
    }

    @Test
    void tellsOfDecoderOfWebFlux(CapturedOutput output) {
        reactive.withConfiguration(AutoConfigurations.of(
                        ReactiveSecurityAutoConfiguration.class, ReactiveOAuth2ResourceServerAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce(DECODER + TRUSTED);
    }

    @Test
    void saysNothingOfWhatTheApplicationMakes(CapturedOutput output) {
        servlet.withClassLoader(NO_SECURITY)
                .withUserConfiguration(OwnFilter.class)
                .run(context -> assertThat(context).hasNotFailed());
        servlet.withClassLoader(NO_SECURITY)
                .withPropertyValues("jotguard.filter.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
        servlet.withConfiguration(AutoConfigurations.of(
                        SecurityAutoConfiguration.class, OAuth2ResourceServerAutoConfiguration.class))
                .withBean(JwtDecoder.class, () -> token -> null)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("trusted:");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFilter {

        @Bean
        BearerTokenFilter own(JwtVerifier verifier) {
            return BearerTokenFilter.builder(verifier).build();
        }
    }
}
