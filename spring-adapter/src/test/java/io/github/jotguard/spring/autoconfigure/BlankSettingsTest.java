package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.spring.settings.IssuerProperties;
import io.github.jotguard.spring.settings.JotguardProperties;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A blank property is one that is not set, and makes nothing laxer. */
class BlankSettingsTest {

    private static final String ISSUER = "jotguard.issuer=https://id.example.com";
    private static final String AUDIENCE = "jotguard.audience=api";
    private static final String KEYS = "jotguard.jwks-uri=https://id.example.com/jwks.json";
    private static final String SECRET = "jotguard.secret=0123456789-0123456789-0123456789";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JotguardAutoConfiguration.class));

    static Stream<String> properties() {
        Stream<String> ofOneIssuer = Stream.of(
                "name",
                "better-auth",
                "better-auth.origin",
                "any-issuer",
                "jwks-uri",
                "allow-unencrypted-http",
                "secret",
                "audience-claim",
                "allow-missing-audience",
                "without-audience-check",
                "algorithms",
                "clock-skew",
                "accept-types",
                "require-type",
                "required-claims",
                "claims",
                "allow-missing-expiration",
                "accept-bound-tokens-without-proof");
        Stream<String> ofAll = Stream.of(
                "issuers",
                "exclude",
                "optional",
                "roles-from",
                "unknown-user",
                "startup",
                "max-token-length",
                "verified-token-cache",
                "filter",
                "filter.enabled",
                "filter.order",
                "filter.realm",
                "refresh",
                "refresh.fresh-for",
                "refresh.max-unknown-key-waits",
                "authorities",
                "metrics.enabled",
                "enabled");
        return Stream.concat(ofOneIssuer, ofAll)
                .flatMap(name -> Stream.of("jotguard." + name + "=", "jotguard." + name + "=${NO_SUCH_VARIABLE: \t}"));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void takesABlankPropertyForOneThatIsNotSet(String property) {
        runner.withPropertyValues(ISSUER, AUDIENCE, property).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(JwtVerifier.class);
            assertThat(context.getBean(JotguardProperties.class)).isEqualTo(defaults());
            assertThat(context.getBean(IssuerProperties.class).firstSet()).contains("issuer");
            assertThat(context.getBean(IssuerProperties.class).clockSkew()).isEqualTo(Duration.ofMinutes(1));
        });
    }

    private JotguardProperties defaults() {
        JotguardProperties[] found = new JotguardProperties[1];
        runner.withPropertyValues(ISSUER, AUDIENCE)
                .run(context -> found[0] = context.getBean(JotguardProperties.class));
        return found[0];
    }

    static Stream<Arguments> lax() {
        return Stream.of(
                bad("jotguard.audience is not set", ISSUER, "jotguard.audience="),
                bad("jotguard.audience is not set", ISSUER, "jotguard.audience= "),
                bad("jotguard.audience is not set", ISSUER, "jotguard.audience=${NO_SUCH_VARIABLE:}"),
                bad("jotguard.audience is empty", ISSUER, "jotguard.audience[0]="),
                bad("jotguard.audience is empty", ISSUER, "jotguard.audience[0]=api", "jotguard.audience[1]= "),
                bad("jotguard.audience is not set", ISSUER, "jotguard.without-audience-check=", "jotguard.audience="),
                bad("no trusted issuer is configured", "jotguard.issuer=", AUDIENCE),
                bad("no trusted issuer is configured", "jotguard.issuer=", AUDIENCE, "jotguard.secret= "),
                bad("no trusted issuer is configured", "jotguard.better-auth.origin="),
                bad("no trusted issuer is configured", "jotguard.any-issuer=", AUDIENCE),
                bad("jotguard.issuer is not set", "jotguard.issuer=", AUDIENCE, KEYS),
                bad("jotguard.issuer is not set", "jotguard.issuer= ", AUDIENCE, SECRET),
                bad("neither jotguard.jwks-uri nor", "jotguard.any-issuer=true", AUDIENCE, "jotguard.secret="),
                bad("jotguard.claims.typ is empty", ISSUER, AUDIENCE, "jotguard.claims.typ[0]="),
                bad("jotguard.required-claims is empty", ISSUER, AUDIENCE, "jotguard.required-claims[0]="),
                bad("jotguard.accept-types is empty", ISSUER, AUDIENCE, "jotguard.accept-types[0]="),
                bad(
                        "jotguard.issuers[0].audience is not set",
                        "jotguard.issuers[0].issuer=https://id.example.com",
                        "jotguard.issuers[0].audience="),
                bad(
                        "jotguard.issuers[0].issuer is not set",
                        "jotguard.issuers[0].issuer=",
                        "jotguard.issuers[0].audience=api"));
    }

    private static Arguments bad(String description, String... settings) {
        return Arguments.of(description, List.of(settings));
    }

    @ParameterizedTest
    @MethodSource("lax")
    void neverStartsWithAnIssuerOrAnAudienceThatIsBlank(String description, List<String> settings) {
        runner.withPropertyValues(settings.toArray(String[]::new))
                .run(context ->
                        assertThat(description(context.getStartupFailure())).contains(description));
    }

    private static String description(Throwable failure) {
        FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(failure);
        assertThat(analysis).isNotNull();
        return analysis.getDescription();
    }

    @Test
    void keepsABlankPrefixOfAuthorities() {
        runner.withPropertyValues(ISSUER, AUDIENCE, "jotguard.authorities[0].claim=groups")
                .withPropertyValues("jotguard.authorities[0].prefix=")
                .run(context -> assertThat(
                                context.getBean(JotguardProperties.class).authorities())
                        .containsExactly(new JotguardProperties.Authority("groups", "")));
    }

    /** The first source wins, as a profile before the file for all. */
    private ApplicationContextRunner sources(List<Map<String, Object>> sources) {
        return runner.withInitializer(context -> {
            for (int i = 0; i < sources.size(); i++) {
                context.getEnvironment()
                        .getPropertySources()
                        .addLast(new MapPropertySource("source " + i, sources.get(i)));
            }
        });
    }

    private static Map<String, Object> all(String... settings) {
        Map<String, Object> all = new LinkedHashMap<>();
        Stream.of(settings).map(text -> text.split("=", 2)).forEach(setting -> all.put(setting[0], setting[1]));
        return all;
    }

    /** As a directory service is. */
    @Test
    void readsASourceThatDoesNotListItsNames() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addLast(
                                new PropertySource<>(
                                        "directory", all("jotguard.better-auth.origin=https://a.example.com")) {
                                    @Override
                                    public Object getProperty(String name) {
                                        return source.get(name);
                                    }
                                }))
                .run(context -> assertThat(
                                context.getBean(JwtVerifier.class).status().issuers())
                        .containsOnlyKeys("https://a.example.com"));
    }

    @Test
    void letsAProfileUnsetAProperty() {
        sources(List.of(
                        all("jotguard.jwks-uri=", "jotguard.required-claims=", "jotguard.clock-skew="),
                        all(ISSUER, AUDIENCE, KEYS, "jotguard.required-claims[0]=email", "jotguard.clock-skew=2m")))
                .run(context -> {
                    IssuerProperties issuer = context.getBean(IssuerProperties.class);
                    assertThat(issuer.jwksUri()).isNull();
                    assertThat(issuer.requiredClaims()).isEmpty();
                    assertThat(issuer.clockSkew()).isEqualTo(Duration.ofMinutes(1));
                });
        sources(List.of(
                        all("jotguard.better-auth.origin=", ISSUER, AUDIENCE, SECRET, "jotguard.jwks-uri= "),
                        all("jotguard.better-auth.origin=https://app.example.com", KEYS)))
                .run(context -> assertThat(
                                context.getBean(JwtVerifier.class).status().issuers())
                        .containsOnlyKeys("https://id.example.com"));
    }

    @Test
    void ignoresABlankPropertyBehindOneThatIsSet() {
        sources(List.of(
                        all("jotguard.audience[0]=api", ISSUER),
                        all("jotguard.audience=", "jotguard.issuer=", "jotguard.claims.typ=Bearer")))
                .run(context -> {
                    IssuerProperties issuer = context.getBean(IssuerProperties.class);
                    assertThat(issuer.audience()).containsExactly("api");
                    assertThat(issuer.issuer()).isEqualTo("https://id.example.com");
                });
    }

    /** In YAML, a heading with nothing under it is a blank property. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsWhatIsUnderABlankHeading(boolean headingFirst) {
        Map<String, Object> headings = all("jotguard.claims=", "jotguard.refresh=", "jotguard.better-auth=");
        Map<String, Object> settings =
                all(ISSUER, AUDIENCE, "jotguard.claims.typ=Bearer", "jotguard.refresh.fresh-for=2m");
        sources(headingFirst ? List.of(headings, settings) : List.of(settings, headings))
                .run(context -> {
                    assertThat(context.getBean(IssuerProperties.class).claims())
                            .isEqualTo(Map.of("typ", List.of("Bearer")));
                    assertThat(context.getBean(JotguardProperties.class)
                                    .refresh()
                                    .freshFor())
                            .isEqualTo(Duration.ofMinutes(2));
                });
    }

    @Test
    void takesABlankEnvironmentVariableForOneThatIsNotSet() {
        Map<String, Object> variables =
                Map.of("JOTGUARD_JWKSURI", "", "JOTGUARD_BETTERAUTH_ORIGIN", " ", "JOTGUARD_REFRESH_FRESHFOR", "");
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .withPropertyValues(ISSUER, AUDIENCE, KEYS, "jotguard.better-auth.origin=https://app.example.com")
                .run(context -> assertThat(
                                context.getBean(JwtVerifier.class).status().issuers())
                        .containsOnlyKeys("https://id.example.com"));
    }
}
