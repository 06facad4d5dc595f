package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.spring.settings.InvalidSettingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Values that nobody has filled in. */
class UnresolvedPlaceholdersTest {

    private static final String ORIGIN = "jotguard.better-auth.origin=https://app.example.com";
    private static final String ISSUER = "jotguard.issuer=https://id.example.com";
    private static final String AUDIENCE = "jotguard.audience=api";
    private static final String UNSET = "${CASES_API_BETTER_AUTH_SHARED_SECRET}";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JotguardAutoConfiguration.class));

    @Test
    void rejectsASecretThatNobodyHasSet() {
        runner.withPropertyValues(ISSUER, AUDIENCE, "jotguard.secret=" + UNSET).run(context -> {
            Throwable failure = context.getStartupFailure();
            assertThat(failure).isInstanceOf(InvalidSettingException.class);
            FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(failure);
            assertThat(analysis.getDescription())
                    .startsWith("jotguard.secret")
                    .endsWith(
                            "still holds a placeholder for CASES_API_BETTER_AUTH_SHARED_SECRET: it was not resolved.");
            assertThat(analysis.getAction())
                    .startsWith("Set CASES_API_BETTER_AUTH_SHARED_SECRET as an environment variable or property, or"
                            + " change jotguard.secret.");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jotguard.issuer=https://${TENANT}.example.com",
                "jotguard.audience=api,${TENANT}",
                "jotguard.audience[1]=${TENANT}",
                "jotguard.jwks-uri=https://id.example.com/${TENANT}/jwks",
                "jotguard.exclude=/health,/${TENANT}/*",
                "jotguard.authorities[0].prefix=${TENANT}",
                "jotguard.issuers[0].issuer=${TENANT}",
                "jotguard.issuers[0].secret=${TENANT}0123456789-0123456789-0123456789",
                "jotguard.filter.realm=${TENANT}",
                "jotguard.clock-skew=${TENANT}",
                "jotguard.algorithms=${TENANT}",
                "jotguard.verified-token-cache=${TENANT}",
                "jotguard.secret=prefix-${TENANT}-0123456789-0123456789",
                "jotguard.secret=@TENANT@",
                "jotguard.secret=#{TENANT}",
                "jotguard.secret={{ .TENANT }}",
                "jotguard.secret=$(TENANT)",
                "jotguard.issuer=https://@TENANT@.example.com",
                "jotguard.issuer=https://#{TENANT}.example.com",
                "jotguard.issuer=https://{{TENANT}}.example.com",
                "jotguard.issuer=https://$(TENANT).example.com",
                "jotguard.issuer=${TENANT:${TENANT_TOO}}"
            })
    void rejectsAPlaceholderAnywhere(String setting) {
        String property = setting.substring(0, setting.indexOf('='));
        runner.withPropertyValues(setting).run(context -> assertThat(context.getStartupFailure())
                .isInstanceOf(InvalidSettingException.class)
                .message()
                .startsWith(property)
                .contains("placeholder for TENANT"));
    }

    /** The variable is set, and holds another. */
    @Test
    void rejectsAPlaceholderOfAVariable() {
        runner.withPropertyValues(ISSUER, AUDIENCE, "jotguard.secret=${FROM_FILE}", "FROM_FILE=${NOT_SET_EITHER}")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageStartingWith("jotguard.secret")
                        .hasMessageContaining("NOT_SET_EITHER"));
    }

    @Test
    void rejectsAPlaceholderInTheEnvironment() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment", Map.of("JOTGUARD_SECRET", "${NOT_SET}"))))
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining("NOT_SET"));
    }

    @Test
    void showsNothingOfWhatMayBeASecret() {
        runner.withPropertyValues(ISSUER, AUDIENCE, "jotguard.secret=s3cret-s3cret-s3cret-${not a name}-s3cret-s3cret")
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(InvalidSettingException.class)
                        .message()
                        .doesNotContain("s3cret", "not a name"));
    }

    @ParameterizedTest
    @CsvSource({
        "${NAME:https://id.example.com}",
        "https://${NAME:id}.example.com",
        "https://id.example.com/{tenantid}/v2.0"
    })
    void takesWhatIsFilledIn(String issuer) {
        runner.withPropertyValues(
                        "jotguard.issuer=" + issuer, AUDIENCE, "jotguard.jwks-uri=https://id.example.com/jwks")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JwtVerifier.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789-0123456789-01#{4567}89",
                "0123456789-0123456789-@a@-0123456",
                "0123456789-0123456789-${01234567-",
                "0123456789-0123456789-{{a}}-01234"
            })
    void takesRandomSecretsThatOnlyLookLikeOne(String secret) {
        runner.withPropertyValues(ISSUER, AUDIENCE, "jotguard.secret=" + secret)
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** As in the file for all, beside a profile that says nothing of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jotguard.issuer",
                "jotguard.exclude[0]",
                "jotguard.exclude",
                "jotguard.claims.typ",
                "jotguard.authorities[1].claim"
            })
    void rejectsAPlaceholderThatNothingOverrides(String property) {
        withLast(Map.of(property, "${NOT_SET}"))
                .withPropertyValues(AUDIENCE, "jotguard.optional[0]=/a", "jotguard.claims.other=a")
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageStartingWith(property)
                        .hasMessageContaining("NOT_SET"));
    }

    /** As in a source that is made in Java. */
    @Test
    void rejectsAPlaceholderInAListThatIsNoText() {
        for (Object list : List.of(List.of("api", "${NOT_SET}"), new String[] {"api", "${NOT_SET}"})) {
            withLast(Map.of("jotguard.audience", list))
                    .withPropertyValues(ISSUER)
                    .run(context -> assertThat(context.getStartupFailure())
                            .isInstanceOf(InvalidSettingException.class)
                            .hasMessageStartingWith("jotguard.audience")
                            .hasMessageContaining("NOT_SET"));
        }
    }

    @Test
    void takesIssuersThatAProfileReplaces() {
        withLast(Map.of("jotguard.issuers[0].better-auth.origin", "${NOT_SET}", "jotguard.issuers[1].issuer", "${NOT}"))
                .withPropertyValues("jotguard.issuers[0].better-auth.origin=https://app.example.com")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private ApplicationContextRunner withLast(Map<String, Object> settings) {
        return runner.withInitializer(context ->
                context.getEnvironment().getPropertySources().addLast(new MapPropertySource("file", settings)));
    }

    /** A value that another source overrides is not checked; a list is overridden as a whole. */
    @Test
    void takesWhatIsOverridden() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addLast(new MapPropertySource(
                                "file",
                                Map.of(
                                        "jotguard.better-auth.origin",
                                        "${NOT_SET}",
                                        "jotguard.exclude[0]",
                                        "/${NOT_SET}",
                                        "jotguard.exclude[1]",
                                        "/${NOT_SET}"))))
                .withPropertyValues(ORIGIN, "jotguard.exclude=/health")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource({
        "JOTGUARD_JWKS_URI, jotguard.jwks-uri",
        "JOTGUARD_JWKSURI, jotguard.jwks-uri",
        "JOTGUARD_REQUIRED_CLAIMS, jotguard.required-claims[1]",
        "JOTGUARD_REQUIRED_CLAIMS_0, jotguard.required-claims[1]",
        "JOTGUARD_REQUIREDCLAIMS_0, jotguard.required-claims[0]"
    })
    void takesWhatAnEnvironmentVariableOverridesInAnySpelling(String variable, String property) {
        runner.withInitializer(context -> {
                    MutablePropertySources sources = context.getEnvironment().getPropertySources();
                    sources.addFirst(new SystemEnvironmentPropertySource(
                            "test-systemEnvironment", Map.of(variable, "https://id.example.com/jwks")));
                    sources.addLast(new MapPropertySource("file", Map.of(property, "${NOT_SET}")));
                })
                .withPropertyValues(ISSUER, AUDIENCE)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void looksAtNothingElse() {
        assertThat(List.of("other.secret=" + UNSET, "jotguards=" + UNSET))
                .allSatisfy(other -> runner.withPropertyValues(ORIGIN, other)
                        .run(context -> assertThat(context).hasNotFailed()));
    }
}
