package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.security.oauth2.resource.reactive.JwkSetUriReactiveJwtDecoderBuilderCustomizer;
import org.springframework.boot.autoconfigure.security.oauth2.resource.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.reactive.ReactiveSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;

/** Settings of Spring Boot's resource server that are left from before. */
@ExtendWith(OutputCaptureExtension.class)
class ResourceServerSettingsTest {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String OPAQUE = "spring.security.oauth2.resourceserver.opaquetoken.";
    private static final String NO_EFFECT = "have no effect; move or remove them: ";

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

    @ParameterizedTest
    @CsvSource({
        "issuer-uri, https://id.example.com, jotguard.issuer",
        "jwk-set-uri, https://id.example.com/jwks, jotguard.jwks-uri",
        "audiences, https://api.example.com, jotguard.audience",
        "jws-algorithms, ES256, jotguard.algorithms",
        "public-key-location, classpath:key.pem, StaticJwkSet"
    })
    void namesWhatHasNoEffectAndWhereItGoes(String name, String value, String target, CapturedOutput output) {
        servlet.withPropertyValues(JWT + name + "=" + value)
                .run(context -> assertThat(context).hasNotFailed());
        reactive.withPropertyValues(JWT + name + "=" + value)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output.toString().split(NO_EFFECT + JWT + name + "=" + value + " \\(", -1))
                .hasSize(3);
        assertThat(output).contains(target);
    }

    @Test
    void namesAllInOneLine(CapturedOutput output) {
        servlet.withPropertyValues(
                        JWT + "issuer-uri=https://id.example.com",
                        JWT + "audiences[0]=a",
                        JWT + "audiences[1]=b",
                        JWT + "jws-algorithms=RS256,PS256")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .containsOnlyOnce(NO_EFFECT)
                .contains(JWT + "issuer-uri=https://id.example.com (set jotguard.issuer); " + JWT
                        + "audiences=a,b (set jotguard.audience); " + JWT
                        + "jws-algorithms=RS256,PS256 (set jotguard.algorithms)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret@id.example.com/jwks",
                "https://id.example.com/jwks?api_key=s3cret",
                "https://id.example.com/jwks#s3cret",
                "s3cret\\nline",
                "https://user:s3cret@my_host/jwks"
            })
    void showsNoValueThatMayHoldASecret(String value, CapturedOutput output) {
        servlet.withPropertyValues(JWT + "jwk-set-uri=" + value)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains(NO_EFFECT + JWT + "jwk-set-uri (set jotguard.jwks-uri)")
                .doesNotContain("s3cret");
    }

    @Test
    void showsValuesOfUpToEightyCharacters(CapturedOutput output) {
        String longest = "a".repeat(80);
        servlet.withPropertyValues(JWT + "audiences=" + longest)
                .run(context -> assertThat(context).hasNotFailed());
        servlet.withPropertyValues(JWT + "audiences=b" + longest)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains(JWT + "audiences=" + longest + " (", JWT + "audiences (")
                .doesNotContain("b" + longest);
    }

    @Test
    void namesOpaqueTokensBesideTheDefaultChain(CapturedOutput output) {
        String[] opaque = {
            OPAQUE + "introspection-uri=https://id.example.com/introspect",
            OPAQUE + "client-id=me",
            OPAQUE + "client-secret=s3cret"
        };
        servlet.withPropertyValues(opaque).run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains(NO_EFFECT + OPAQUE.substring(0, OPAQUE.length() - 1))
                .doesNotContain("s3cret");
    }

    /** It may use them. */
    @Test
    void leavesOpaqueTokensToAChainOfTheApplication(CapturedOutput output) {
        servlet.withUserConfiguration(OwnChain.class)
                .withPropertyValues(
                        OPAQUE + "introspection-uri=https://id.example.com/introspect",
                        OPAQUE + "client-id=me",
                        OPAQUE + "client-secret=s3cret")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain(NO_EFFECT);
    }

    @Test
    void namesCustomizersOfTheDecoder(CapturedOutput output) {
        servlet.withBean("timeouts", JwkSetUriJwtDecoderBuilderCustomizer.class, () -> builder -> {})
                .run(context -> assertThat(context).hasNotFailed());
        reactive.withBean("timeouts2", JwkSetUriReactiveJwtDecoderBuilderCustomizer.class, () -> builder -> {})
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains(NO_EFFECT + "bean timeouts (", NO_EFFECT + "bean timeouts2 (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorities-claim-name=roles", "authority-prefix=ROLE_", "principal-claim-name=email"})
    void namesAuthoritiesThatAnotherConverterMakesUseless(String property, CapturedOutput output) {
        String ours = "jotguard.authorities[0].claim=roles";
        servlet.withPropertyValues(ours, JWT + property)
                .run(context -> assertThat(context).hasNotFailed());
        reactive.withPropertyValues(ours, JWT + property)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output.toString().split("jotguard.authorities has no effect, because", -1))
                .hasSize(3);
    }

    @Test
    void namesAuthoritiesBesideAConverterOfTheApplication(CapturedOutput output) {
        servlet.withBean(JwtAuthenticationConverter.class, JwtAuthenticationConverter::new)
                .withPropertyValues("jotguard.authorities[0].claim=roles")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("jotguard.authorities has no effect, because");
    }

    @Test
    void hasNothingToSayOfWhatHasAnEffect(CapturedOutput output) {
        servlet.withPropertyValues(JWT + "authorities-claim-name=roles")
                .run(context -> assertThat(context).hasNotFailed());
        servlet.withPropertyValues("jotguard.authorities[0].claim=roles")
                .run(context -> assertThat(context).hasNotFailed());
        servlet.withBean(JwtDecoder.class, () -> token -> null)
                .withPropertyValues(JWT + "issuer-uri=https://id.example.com", JWT + "audiences=a")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain(NO_EFFECT, "has no effect");
    }

    @Test
    void namesRolesOfTheFilterWithWhatTakesTheirPlace(CapturedOutput output) {
        servlet.withPropertyValues("jotguard.roles-from=realm_access.roles,groups", "jotguard.exclude=/health")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains(
                        "jotguard.exclude has no effect with Spring Security's resource server",
                        "jotguard.roles-from has no effect",
                        "authorities: [{claim: scope}, {claim: realm_access.roles, prefix: ROLE_}, {claim: groups,"
                                + " prefix: ROLE_}]")
                .doesNotContain("jotguard.optional");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        SecurityFilterChain own(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .build();
        }
    }
}
