package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.spring.settings.InvalidSettingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Lists in properties that another source replaces or completes. */
class ListSettingsTest {

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

    /** Spring Boot would print the values of these, and so the secret. */
    @Test
    void namesEntriesThatAreNumberedFromOneWithoutTheirValues() {
        Map<String, Object> variables = Map.of(
                "JOTGUARD_ISSUERS_1_ISSUER", "https://e.example.com",
                "JOTGUARD_ISSUERS_1_AUDIENCE", "api",
                "JOTGUARD_ISSUERS_1_SECRET", "a-marked-secret-of-more-than-32-bytes");
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining("jotguard.issuers[1].secret")
                        .hasMessageNotContaining("marked")
                        .hasNoCause());
        runner.withPropertyValues(
                        "jotguard.issuers[0].better-auth.origin=https://a.example.com",
                        "jotguard.issuers[2].secret=a-marked-secret-of-more-than-32-bytes")
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining("jotguard.issuers[2].secret")
                        .hasMessageNotContaining("marked"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jotguard.issuers[0].issuer=",
                "jotguard.issuers[0].better-auth.origin=${NO_SUCH_VARIABLE:}",
                "jotguard.authorities[0].claim= ",
                "jotguard.exclude[1]=/health"
            })
    void namesAnEntryThatCannotBeRead(String setting) {
        runner.withPropertyValues(BETTER_AUTH.get(0), setting).run(context -> assertThat(context.getStartupFailure())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(setting.substring(0, setting.indexOf('='))));
    }

    @Test
    void findsAnUnknownNameInAListThatIsReplaced() {
        withLast(List.of("jotguard.issuers[1].require-typ=true"))
                .withPropertyValues("jotguard.issuers[0].better-auth.origin=https://p.example.com")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageStartingWith("jotguard.issuers[1].require-typ is set"));
    }
}
