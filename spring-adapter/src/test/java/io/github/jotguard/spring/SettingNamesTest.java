package io.github.jotguard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Which properties there are, and which one the author of an unknown name means. */
class SettingNamesTest {

    private static final List<String> BETTER_AUTH = List.of("jotguard.better-auth.origin=https://app.example.com");

    private static final List<String> SEVERAL = List.of(
            "jotguard.issuers[0].issuer=https://a.example.com",
            "jotguard.issuers[0].audience=api",
            "jotguard.issuers[1].issuer=https://b.example.com",
            "jotguard.issuers[1].audience[0]=api",
            "jotguard.issuers[1].claims.typ=Bearer",
            "jotguard.issuers[1].claims[x/y][0]=z",
            "jotguard.issuers[1].required-claims[0]=email",
            "jotguard.issuers[2].better-auth.origin=https://c.example.com",
            "jotguard.issuers[2].clock-skew=5s");

    private final SettingNames names = new SettingNames(ConfigurationPropertyName.of("jotguard"));

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JotguardAutoConfiguration.class));

    private ApplicationContextRunner withLast(List<String> settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        settings.stream().map(text -> text.split("=", 2)).forEach(setting -> values.put(setting[0], setting[1]));
        return runner.withInitializer(context ->
                context.getEnvironment().getPropertySources().addLast(new MapPropertySource("for all", values)));
    }

    @Test
    void knowsTheNamesOfAListThatAProfileReplaces() {
        for (List<String> profile : List.of(
                List.of("jotguard.issuers[0].better-auth.origin=https://p.example.com"),
                List.of("jotguard.issuers[0].issuer=https://p.example.com", "jotguard.issuers[0].audience=p"))) {
            withLast(SEVERAL).withPropertyValues(profile.toArray(String[]::new)).run(context -> assertThat(
                            context.getBean(JwtVerifier.class).status().issuers())
                    .containsOnlyKeys("https://p.example.com"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jotguard.issuers=", "jotguard.issuers= "})
    void knowsTheNamesOfAListThatAProfileEmpties(String empty) {
        withLast(SEVERAL).withPropertyValues(empty, BETTER_AUTH.get(0)).run(context -> assertThat(
                        context.getBean(JwtVerifier.class).status().issuers())
                .containsOnlyKeys("https://app.example.com"));
    }

    @Test
    void knowsTheNamesOfAListThatEnvironmentVariablesReplace() {
        Map<String, Object> variables = Map.of(
                "JOTGUARD_ISSUERS_0_ISSUER", "https://e.example.com",
                "JOTGUARD_ISSUERS_0_AUDIENCE", "api",
                "JOTGUARD_ISSUERS_1_BETTERAUTH_ORIGIN", "https://f.example.com");
        withLast(SEVERAL)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .run(context -> assertThat(
                                context.getBean(JwtVerifier.class).status().issuers())
                        .containsOnlyKeys("https://e.example.com", "https://f.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JOTGUARD_BETTERAUTH_ORIGIN", "JOTGUARD_BETTER_AUTH_ORIGIN", "jotguard_betterauth_origin"})
    void readsAnEnvironmentVariableInAnySpelling(String variable) {
        Map<String, Object> variables = Map.of(variable, "https://e.example.com");
        withLast(BETTER_AUTH)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .run(context -> assertThat(
                                context.getBean(JwtVerifier.class).status().issuers())
                        .containsOnlyKeys("https://e.example.com"));
    }

    @Test
    void findsAnUnknownNameInAListThatIsReplaced() {
        withLast(List.of("jotguard.issuers[1].require-typ=true"))
                .withPropertyValues("jotguard.issuers[0].better-auth.origin=https://p.example.com")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageStartingWith("jotguard.issuers[1].require-typ is set"));
    }

    @ParameterizedTest
    @CsvSource({
        "jotguard.issuer-uri, jotguard.issuer",
        "jotguard.issuers[2].issuer-uri, jotguard.issuers[2].issuer",
        "jotguard.jwt.issuer-uri, jotguard.issuer",
        "jotguard.oauth2.issuer, jotguard.issuer",
        "jotguard.iss, jotguard.issuer",
        "jotguard.auth-server-url, jotguard.issuer",
        "jotguard.verify.issuer, jotguard.issuer",
        "jotguard.jwk-set-uri, jotguard.jwks-uri",
        "jotguard.issuers[0].jwk-set-uri, jotguard.issuers[0].jwks-uri",
        "jotguard.verify.publickey.location, jotguard.jwks-uri",
        "jotguard.public-key-location, jotguard.jwks-uri",
        "jotguard.aud, jotguard.audience",
        "jotguard.audiences, jotguard.audience",
        "jotguard.token.audience, jotguard.audience",
        "jotguard.audiance, jotguard.audience",
        "jotguard.audience-clam, jotguard.audience-claim",
        "jotguard.jws-algorithms, jotguard.algorithms",
        "jotguard.algorithm, jotguard.algorithms",
        "jotguard.roles, jotguard.roles-from",
        "jotguard.groups-claim, jotguard.roles-from",
        "jotguard.issuers[0].groups-claim, jotguard.roles-from",
        "jotguard.authorities-claim-name, jotguard.roles-from",
        "jotguard.authority-prefix, jotguard.authorities[0].prefix",
        "jotguard.betterauth.url, jotguard.better-auth.origin",
        "jotguard.better-auth.base-url, jotguard.better-auth.origin",
        "jotguard.issuers[1].better-auth.url, jotguard.issuers[1].better-auth.origin",
        "jotguard.better-auth-origin, jotguard.better-auth.origin",
        "jotguard.leeway, jotguard.clock-skew",
        "jotguard.clock-skew-in-seconds, jotguard.clock-skew",
        "jotguard.required, jotguard.required-claims",
        "jotguard.refresh.freshfr, jotguard.refresh.fresh-for",
        "jotguard.refresh.fresh, jotguard.refresh.fresh-for",
        "jotguard.audience.one, jotguard.audience",
        "jotguard.claim, jotguard.claims"
    })
    void proposesThePropertyThatIsMeant(String unknown, String meant) {
        assertThat(SettingHints.of(ConfigurationPropertyName.of(unknown), names))
                .hasValueSatisfying(hint -> assertThat(hint).startsWith("Did you mean " + meant + "?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "something-else",
                "xyz",
                "x[0]",
                "foo",
                "cache.enabled",
                "a",
                "issuers[0].foo",
                "jwt.decoder",
                "client-secret",
                "oauth2.client-secret"
            })
    void proposesNothingThatIsNotMeant(String unknown) {
        assertThat(SettingHints.of(ConfigurationPropertyName.of("jotguard." + unknown), names))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jotguard.principal-claim-name", "jotguard.issuers[0].principal-claim"})
    void namesWhatTakesThePlaceOfAPrincipalClaim(String unknown) {
        assertThat(SettingHints.of(ConfigurationPropertyName.of(unknown), names))
                .hasValueSatisfying(hint -> assertThat(hint).contains("sub claim", "CurrentUserResolver"));
    }

    @Test
    void proposesOnlyNamesThatTakeAValue() {
        List<String> written = names.ofValues()
                .map(name -> names.written(name, ConfigurationPropertyName.EMPTY))
                .toList();

        assertThat(written)
                .contains("jotguard.issuer", "jotguard.issuers[0].issuer", "jotguard.audience", "jotguard.claims")
                .contains("jotguard.metrics.enabled", "jotguard.authorities[0].claim", "jotguard.refresh.fresh-for")
                .doesNotContain("jotguard", "jotguard.filter", "jotguard.refresh", "jotguard.issuers")
                .doesNotContain("jotguard.issuers[0]", "jotguard.audience[0]", "jotguard.better-auth")
                .doesNotContain("jotguard.authorities");
        assertThat(Stream.of("jotguard.issuer", "jotguard.issuers[9].claims.a.b", "jotguard.audience[7]")
                        .map(ConfigurationPropertyName::of))
                .allMatch(names::contains);
        assertThat(Stream.of("jotguard.issuers[0].exclude", "jotguard.issuers.issuer", "jotguard.issuer[0]")
                        .map(ConfigurationPropertyName::of))
                .noneMatch(names::contains);
    }
}
