package io.github.jotguard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.jwks.RefreshPolicy;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.problem.Causes;
import io.github.jotguard.spring.settings.IssuerProperties;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import io.github.jotguard.testing.TestToken;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** Each property missing or wrong, and what the console says of it. */
class SettingsTest {

    private static final String ISSUER = "jotguard.issuer=https://id.example.com";
    private static final String AUDIENCE = "jotguard.audience=api";
    private static final String KEYS = "jotguard.jwks-uri=https://id.example.com/jwks.json";
    private static final String ORIGIN = "jotguard.better-auth.origin=https://app.example.com";
    private static final String OAUTH = "jotguard.better-auth.oauth=true";
    private static final String RESOURCE = "jotguard.resource=https://api.example.com/mcp";
    private static final String SECRET = "jotguard.secret=0123456789-0123456789-0123456789";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JotguardAutoConfiguration.class));

    static Stream<List<String>> goodSettings() {
        return Stream.of(
                List.of(ORIGIN),
                List.of(ORIGIN, AUDIENCE),
                List.of(ORIGIN, OAUTH, RESOURCE),
                List.of(ORIGIN, OAUTH, AUDIENCE),
                List.of(ORIGIN, RESOURCE, "jotguard.resource-name=Cases", "jotguard.scopes-supported=read,write"),
                List.of(ISSUER, KEYS, RESOURCE, "jotguard.resource-documentation=https://docs.example.com"),
                List.of(ISSUER, SECRET, "jotguard.resource=http://localhost:8080/mcp", "jotguard.require-scope=a,b"),
                List.of(ORIGIN, "jotguard.require-scope-at.[/admin/*]=a,b", "jotguard.scope-from=scp"),
                List.of(ORIGIN, "jotguard.resource="),
                List.of(ORIGIN, "jotguard.enabled=TRUE", "jotguard.filter.enabled=", "jotguard.metrics.enabled=False"),
                List.of(ORIGIN, "jotguard.without-audience-check=true"),
                List.of(ORIGIN, "jotguard.required-claims=sub,email", "jotguard.clock-skew=0s"),
                List.of(ISSUER, AUDIENCE),
                List.of(ISSUER, AUDIENCE, KEYS),
                List.of(ISSUER, AUDIENCE, KEYS, "jotguard.audience-claim=client_id"),
                List.of(ISSUER, AUDIENCE, KEYS, "jotguard.algorithms=EdDSA,es256", "jotguard.require-type=true"),
                List.of(
                        ISSUER,
                        AUDIENCE,
                        KEYS,
                        "jotguard.accept-types=at+jwt",
                        "jotguard.allow-missing-expiration=true",
                        "jotguard.accept-bound-tokens-without-proof=true"),
                List.of(ISSUER, AUDIENCE, "jotguard.jwks-uri=http://127.0.0.1:3000/jwks"),
                List.of(
                        ISSUER,
                        AUDIENCE,
                        "jotguard.jwks-uri=http://frontend/jwks",
                        "jotguard.allow-unencrypted-http=true"),
                List.of(ISSUER, AUDIENCE, SECRET),
                List.of(
                        ISSUER,
                        AUDIENCE,
                        "jotguard.secret=0123456789-0123456789-0123456789-0123456789-abcd",
                        "jotguard.algorithms=HS384"),
                List.of(
                        ISSUER,
                        AUDIENCE,
                        "jotguard.secret=0123456789-0123456789-0123456789-0123456789-0123456789-012345678",
                        "jotguard.algorithms=HS512"),
                List.of("jotguard.any-issuer=true", AUDIENCE, KEYS),
                List.of(ORIGIN, "jotguard.name=app", "jotguard.allow-missing-audience=true"),
                List.of(
                        ISSUER,
                        AUDIENCE,
                        KEYS,
                        "jotguard.claims.typ=Bearer,DPoP",
                        "jotguard.claims.email_verified=true"),
                List.of(
                        ISSUER,
                        AUDIENCE,
                        "jotguard.claims[cognito/groups][0]=a",
                        "jotguard.claims[cognito/groups][1]=b"),
                List.of(
                        "jotguard.issuers[0].issuer=https://id.example.com",
                        "jotguard.issuers[0].audience=api",
                        "jotguard.issuers[0].secret=0123456789-0123456789-0123456789",
                        "jotguard.issuers[1].issuer=https://id.example.com",
                        "jotguard.issuers[1].audience=api",
                        "jotguard.issuers[1].claims.typ=Bearer"),
                List.of(
                        "jotguard.issuers[0].any-issuer=true",
                        "jotguard.issuers[0].jwks-uri=https://id.example.com/jwks.json",
                        "jotguard.issuers[0].audience=api",
                        "jotguard.issuers[0].claims.tid=a,b",
                        "jotguard.issuers[1].better-auth.origin=https://app.example.com"),
                List.of(
                        "jotguard.issuers[0].better-auth.origin=https://app.example.com",
                        "jotguard.issuers[1].issuer=https://id.example.com",
                        "jotguard.issuers[1].audience[0]=api"),
                List.of(ORIGIN, "jotguard.refresh.fresh-for=1m", "jotguard.refresh.usable-for=1h"),
                List.of(ORIGIN, "jotguard.refresh.max-keys=1", "jotguard.refresh.max-bytes=1"),
                List.of(ORIGIN, "jotguard.refresh.max-keys=5000", "jotguard.refresh.max-bytes=4194304"),
                List.of(ORIGIN, "jotguard.max-token-length=262144", "jotguard.verified-token-cache=0"));
    }

    @ParameterizedTest
    @MethodSource("goodSettings")
    void startsWith(List<String> settings) {
        runner.withPropertyValues(settings.toArray(String[]::new))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JwtVerifier.class));
    }

    @ParameterizedTest
    @CsvSource({"60, 60000", "60s, 60000", "500ms, 500", "PT2M, 120000"})
    void takesATimeWithoutAUnitForSeconds(String written, long millis) {
        runner.withPropertyValues(
                        ORIGIN,
                        "jotguard.clock-skew=" + written,
                        "jotguard.refresh.fresh-for=" + written,
                        "jotguard.refresh.usable-for=86400")
                .run(context -> {
                    JotguardProperties.Refresh refresh =
                            context.getBean(JotguardProperties.class).refresh();
                    assertThat(context.getBean(IssuerProperties.class).clockSkew())
                            .hasMillis(millis);
                    assertThat(refresh.freshFor()).hasMillis(millis);
                    assertThat(refresh.usableFor()).hasDays(1);
                });
        runner.withPropertyValues(
                        "jotguard.issuers[0].better-auth.origin=https://app.example.com",
                        "jotguard.issuers[0].clock-skew=" + written)
                .run(context -> assertThat(context.getBean(JotguardProperties.class)
                                .issuers()
                                .get(0)
                                .clockSkew())
                        .hasMillis(millis));
    }

    @Test
    void limitsTheKeysOfASet() {
        try (TestIssuer issuer = TestIssuer.start()) {
            String first = issuer.token();
            issuer.rotate();
            List<String> tokens = List.of(first, issuer.token());
            ApplicationContextRunner limited =
                    runner.withPropertyValues("jotguard.better-auth.origin=" + issuer.origin());

            limited.withPropertyValues("jotguard.refresh.max-keys=1").run(context -> {
                JwtVerifier verifier = context.getBean(JwtVerifier.class);
                assertThat(tokens)
                        .filteredOn(token -> verifier.explain(token).isAccepted())
                        .hasSize(1);
            });
            limited.withPropertyValues("jotguard.refresh.max-keys=2").run(context -> {
                JwtVerifier verifier = context.getBean(JwtVerifier.class);
                assertThat(tokens).allMatch(token -> verifier.explain(token).isAccepted());
            });
            limited.withPropertyValues("jotguard.refresh.max-bytes=10").run(context -> assertThat(
                            context.getBean(JwtVerifier.class).explain(first).toString())
                    .contains("a response of more than 10 bytes"));
        }
    }

    static Stream<Arguments> badSettings() {
        return Stream.of(
                bad(
                        List.of(OAUTH, ISSUER, KEYS, AUDIENCE),
                        "jotguard.better-auth.oauth is set, but jotguard.better-auth.origin is not.",
                        "remove jotguard.better-auth.oauth"),
                bad(List.of(ORIGIN, OAUTH), "jotguard.audience is not set", "jotguard.audience"),
                bad(
                        List.of(ISSUER, KEYS, RESOURCE, "jotguard.audience-claim=azp"),
                        "jotguard.audience is not set",
                        "jotguard.audience"),
                bad(
                        List.of(ORIGIN, "jotguard.resource=http://api.example.com/mcp"),
                        "jotguard.resource must have the scheme https, or http for localhost",
                        "jotguard.resource"),
                bad(
                        List.of(ORIGIN, "jotguard.resource=https://api.example.com/mcp#a"),
                        "jotguard.resource must not have a fragment",
                        "jotguard.resource"),
                bad(
                        List.of(ORIGIN, "jotguard.resource=https://user@api.example.com/mcp"),
                        "jotguard.resource must not have user info",
                        "jotguard.resource"),
                bad(
                        List.of(ORIGIN, "jotguard.resource=https://api.example.com./mcp"),
                        "jotguard.resource must not have a dot at the end of its host",
                        "jotguard.resource"),
                bad(
                        List.of(ORIGIN, "jotguard.resource-name=a"),
                        "jotguard.resource-name is set, but jotguard.resource is not, so it has no effect.",
                        "remove jotguard.resource-name"),
                bad(
                        List.of(ORIGIN, "jotguard.resource-documentation=https://docs.example.com"),
                        "jotguard.resource-documentation is set, but jotguard.resource is not",
                        "remove jotguard.resource-documentation"),
                bad(
                        List.of(ORIGIN, "jotguard.scopes-supported=a"),
                        "jotguard.scopes-supported is set, but jotguard.resource is not",
                        "jotguard.resource"),
                bad(
                        List.of(ORIGIN, RESOURCE, "jotguard.resource-documentation=docs"),
                        "jotguard.resource-documentation must be an absolute URL",
                        "jotguard.resource-documentation"),
                bad(
                        List.of(ORIGIN, "jotguard.require-scope=a b"),
                        "jotguard.require-scope cannot be used",
                        "jotguard.require-scope"),
                bad(
                        List.of(ORIGIN, "jotguard.require-scope-at.[/admin/**]=a"),
                        "jotguard.require-scope-at[/admin/**] cannot be used",
                        "Paths are written as /health"),
                bad(
                        List.of(ORIGIN, "jotguard.require-scope-at./admin/*=a"),
                        "jotguard.require-scope-at[admin] cannot be used",
                        "In brackets, a path keeps its slashes and stars, such as \"[/admin/*]\"."),
                bad(
                        List.of(ORIGIN, "jotguard.require-scope-at.[/admin/*]="),
                        "jotguard.require-scope-at[/admin/*] cannot be used",
                        "jotguard.require-scope-at[/admin/*]"),
                bad(
                        List.of(),
                        "no trusted issuer is configured",
                        "jotguard.better-auth.origin=https://app.example.com"),
                bad(List.of(ISSUER), "jotguard.audience is not set", "jotguard.without-audience-check=true"),
                bad(List.of(ORIGIN, "jotguard.enabled=off"), "jotguard.enabled must be true or false", "or remove it"),
                bad(
                        List.of(ORIGIN, "jotguard.filter.enabled=0"),
                        "jotguard.filter.enabled must be true or false",
                        "jotguard.filter.enabled"),
                bad(
                        List.of(ORIGIN, "jotguard.metrics.enabled=flase"),
                        "jotguard.metrics.enabled must be true or false",
                        "jotguard.metrics.enabled"),
                bad(List.of(ISSUER, "jotguard.audience="), "jotguard.audience is not set", "Set jotguard.audience"),
                bad(List.of(ISSUER, AUDIENCE, "jotguard.claims.typ="), "jotguard.claims.typ", "jotguard.claims.typ"),
                bad(
                        List.of(ISSUER, AUDIENCE, "jotguard.claims.typ[0]= x", "jotguard.claims.typ[1]="),
                        "jotguard.claims.typ",
                        "jotguard.claims.typ"),
                bad(
                        List.of(ORIGIN, "jotguard.name=" + "n".repeat(65)),
                        "jotguard.name cannot be used",
                        "jotguard.name"),
                bad(
                        List.of(ISSUER, "jotguard.allow-missing-audience=true", "jotguard.without-audience-check=true"),
                        "jotguard.allow-missing-audience and jotguard.without-audience-check",
                        "Remove one"),
                bad(
                        List.of(
                                "jotguard.issuers[0].better-auth.origin=https://a.example.com",
                                "jotguard.issuers[0].name=app",
                                "jotguard.issuers[1].better-auth.origin=https://b.example.com",
                                "jotguard.issuers[1].name=app"),
                        "Two entries have the name app",
                        "a name of its own"),
                bad(List.of(AUDIENCE, KEYS), "jotguard.issuer is not set", "jotguard.any-issuer=true"),
                bad(List.of(AUDIENCE, SECRET), "jotguard.issuer is not set", "Set jotguard.issuer"),
                bad(
                        List.of("jotguard.any-issuer=true", AUDIENCE),
                        "neither jotguard.jwks-uri nor",
                        "Set jotguard.jwks-uri"),
                bad(List.of(ISSUER + "\u00a0 ", AUDIENCE, KEYS), "jotguard.issuer", "white space"),
                bad(List.of(ORIGIN, ISSUER), "jotguard.better-auth.origin and jotguard.issuer", "Remove one"),
                bad(List.of(ORIGIN, KEYS), "jotguard.better-auth.origin and jotguard.jwks-uri", "Remove one"),
                bad(List.of(ORIGIN, SECRET), "jotguard.better-auth.origin and jotguard.secret", "Remove one"),
                bad(
                        List.of(ISSUER, "jotguard.any-issuer=true"),
                        "jotguard.issuer and jotguard.any-issuer",
                        "Remove one"),
                bad(List.of(ISSUER, AUDIENCE, KEYS, SECRET), "jotguard.jwks-uri and jotguard.secret", "Remove one"),
                bad(
                        List.of(ISSUER, AUDIENCE, "jotguard.without-audience-check=true"),
                        "jotguard.audience and jotguard.without-audience-check",
                        "Remove one"),
                bad(List.of(ORIGIN + "/"), "scheme, host and port alone", "jotguard.better-auth.origin"),
                bad(List.of(ORIGIN + "/api/auth"), "scheme, host and port alone", "jotguard.better-auth.origin"),
                bad(
                        List.of("jotguard.better-auth.origin=app.example.com"),
                        "scheme, host and port",
                        "https://app.example.com"),
                bad(
                        List.of("jotguard.better-auth.origin=https://[x"),
                        "is not an address",
                        "jotguard.better-auth.origin"),
                bad(
                        List.of("jotguard.better-auth.origin=http://app.example.com"),
                        "jotguard.better-auth.origin cannot be used to fetch keys",
                        "https"),
                bad(
                        List.of(ISSUER, AUDIENCE, "jotguard.jwks-uri=http://id.example.com/jwks"),
                        "jotguard.jwks-uri cannot be used to fetch keys: A JWKS URI must use https",
                        "Set jotguard.jwks-uri to an https address, or within a network that you trust, set"
                                + " jotguard.allow-unencrypted-http=true."),
                bad(
                        List.of("jotguard.issuers[0].issuer=http://id.example.com", "jotguard.issuers[0].audience=api"),
                        "jotguard.issuers[0].issuer cannot be used to fetch keys: A JWKS URI must use https",
                        "or set jotguard.issuers[0].jwks-uri beside it to the address of the keys, or "
                                + "within a network"
                                + " that you trust, set jotguard.issuers[0].allow-unencrypted-http=true."),
                bad(
                        List.of("jotguard.issuer=my-issuer", AUDIENCE),
                        "jotguard.issuer cannot be used",
                        "or set jotguard.jwks-uri beside it to the address of the keys."),
                bad(
                        List.of(ISSUER, AUDIENCE, "jotguard.secret=better-auth-secret-12345678901234567890"),
                        "jotguard.secret cannot be used: The shared secret is a sample",
                        "openssl rand"),
                bad(
                        List.of(ISSUER, AUDIENCE, "jotguard.secret={{ BETTER_AUTH_SHARED_SECRET_OF_CASES }}"),
                        "jotguard.secret (\"jotguard.secret\" from property source \"test\") still holds a "
                                + "placeholder",
                        "Set BETTER_AUTH_SHARED_SECRET_OF_CASES as an environment variable"),
                bad(List.of(ISSUER, AUDIENCE, "jotguard.secret=short"), "jotguard.secret is too short", "openssl rand"),
                bad(
                        List.of(ORIGIN, "jotguard.algorithms=HS256"),
                        "jotguard.algorithms has HS256, which does not work with public keys.",
                        "jotguard.secret"),
                bad(
                        List.of(ISSUER, AUDIENCE, SECRET, "jotguard.algorithms=EdDSA"),
                        "jotguard.algorithms has EdDSA, which does not work with jotguard.secret.",
                        "HS256"),
                bad(
                        List.of(ISSUER, AUDIENCE, SECRET, "jotguard.algorithms=HS512"),
                        "jotguard.secret is too short for HS512, which jotguard.algorithms has: it needs at least 64"
                                + " bytes",
                        "remove HS512 from jotguard.algorithms"),
                bad(
                        List.of(ISSUER, AUDIENCE, SECRET, "jotguard.algorithms=HS256,HS384"),
                        "jotguard.secret is too short for HS384",
                        "Set jotguard.secret to a longer one"),
                bad(
                        List.of(
                                ISSUER,
                                KEYS,
                                "jotguard.audience-claim=client_id",
                                "jotguard.without-audience-check=true"),
                        "jotguard.audience-claim and jotguard.without-audience-check",
                        "Remove one"),
                bad(
                        List.of(ORIGIN, "jotguard.required-claims=sub,exp", "jotguard.allow-missing-expiration=true"),
                        "jotguard.required-claims=exp and jotguard.allow-missing-expiration",
                        "Remove one"),
                bad(
                        List.of(ORIGIN, "jotguard.any-issuer=true"),
                        "jotguard.better-auth.origin and jotguard.any-issuer",
                        "Remove one"),
                bad(
                        List.of("jotguard.issuer=http://id.example.com", AUDIENCE),
                        "jotguard.issuer cannot be used to fetch keys",
                        "https"),
                bad(
                        List.of(ORIGIN, "jotguard.audience-claim=client_id\u00a0"),
                        "jotguard.audience-claim begins or ends with white space",
                        "jotguard.audience-claim"),
                bad(
                        List.of(ORIGIN, "jotguard.accept-types[0]=at+jwt\u00a0"),
                        "jotguard.accept-types begins or ends with white space",
                        "jotguard.accept-types"),
                bad(
                        List.of(ORIGIN, "jotguard.accept-types=application/"),
                        "jotguard.accept-types cannot be used",
                        "Change jotguard.accept-types"),
                bad(
                        List.of(ORIGIN, "jotguard.required-claims[0]= "),
                        "jotguard.required-claims is empty",
                        "jotguard.required-claims"),
                bad(
                        List.of(ORIGIN, "jotguard.clock-skew=11m"),
                        "jotguard.clock-skew must be",
                        "Change jotguard.clock-skew"),
                bad(List.of(ORIGIN, "jotguard.max-token-length=0"), "jotguard.max-token-length must be", "Change"),
                bad(
                        List.of(ORIGIN, "jotguard.verified-token-cache=-1"),
                        "jotguard.verified-token-cache must be",
                        "Change"),
                bad(List.of(ORIGIN, "jotguard.refresh.fresh-for=2d"), "jotguard.refresh.fresh-for must be", "Change"),
                bad(
                        List.of(ORIGIN, "jotguard.refresh.min-fresh-for=2h"),
                        "jotguard.refresh.min-fresh-for must not be longer than",
                        "Change jotguard.refresh.min-fresh-for"),
                bad(
                        List.of(ORIGIN, "jotguard.refresh.max-unknown-key-waits=-1"),
                        "jotguard.refresh.max-unknown-key-waits must not be negative, but is -1",
                        "Change jotguard.refresh.max-unknown-key-waits"),
                bad(
                        List.of(ORIGIN, "jotguard.refresh.max-initial-load-waits=-1"),
                        "jotguard.refresh.max-initial-load-waits must not be negative, but is -1",
                        "Change jotguard.refresh.max-initial-load-waits"),
                bad(
                        List.of(ORIGIN, "jotguard.refresh.max-keys=0"),
                        "jotguard.refresh.max-keys must be between 1 and 5000, but is 0",
                        "Change jotguard.refresh.max-keys"),
                bad(
                        List.of(ISSUER, AUDIENCE, "jotguard.refresh.max-keys=5001"),
                        "jotguard.refresh.max-keys must be between 1 and 5000, but is 5001",
                        "Change jotguard.refresh.max-keys"),
                bad(
                        List.of(ISSUER, AUDIENCE, KEYS, "jotguard.refresh.max-bytes=0"),
                        "jotguard.refresh.max-bytes must be between 1 and 4194304, but is 0",
                        "Change jotguard.refresh.max-bytes"),
                bad(
                        List.of(ORIGIN, "jotguard.refresh.max-bytes=4194305"),
                        "jotguard.refresh.max-bytes must be between 1 and 4194304, but is 4194305",
                        "Change jotguard.refresh.max-bytes"),
                bad(
                        List.of("jotguard.issuers[0].issuer=x", "jotguard.issuers[0].audience=y"),
                        "jotguard.issuers[0].issuer cannot be used",
                        "jwks-uri"),
                bad(
                        List.of(ORIGIN, "jotguard.issuers[0].better-auth.origin=https://b.example.com"),
                        "Both jotguard.issuers and the settings of one issuer",
                        "Move the settings"),
                bad(
                        List.of("jotguard.issuers[0].issuer=https://id.example.com"),
                        "jotguard.issuers[0].audience is not set",
                        "Set jotguard.issuers[0].audience"),
                bad(
                        List.of(
                                "jotguard.issuers[0].better-auth.origin=https://b.example.com",
                                "jotguard.issuers[1].better-auth.origin=https://b.example.com"),
                        "contradict each other",
                        "jotguard.issuers"));
    }

    private static Arguments bad(List<String> settings, String description, String action) {
        return Arguments.of(settings, description, action);
    }

    @ParameterizedTest
    @MethodSource("badSettings")
    void namesPropertyThatStopsTheStart(List<String> settings, String description, String action) {
        runner.withPropertyValues(settings.toArray(String[]::new)).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription()).contains(description).doesNotContain("0123456789");
            assertThat(analysis.getAction()).contains(action).doesNotContain("0123456789");
        });
    }

    /** Everything that can be said of one issuer, each with another value than its default. */
    static Stream<String> settingsOfOneIssuer() {
        return Stream.of(
                "name=app",
                "better-auth.origin=https://app.example.com",
                "issuer=https://id.example.com",
                "any-issuer=true",
                "jwks-uri=https://id.example.com/jwks.json",
                "allow-unencrypted-http=true",
                "secret=0123456789-0123456789-0123456789",
                "audience=api",
                "audience-claim=client_id",
                "allow-missing-audience=true",
                "without-audience-check=true",
                "algorithms=RS256",
                "clock-skew=1s",
                "accept-types=at+jwt",
                "require-type=true",
                "required-claims=email",
                "claims.typ=Bearer",
                "allow-missing-expiration=true",
                "accept-bound-tokens-without-proof=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jotguard.better-auth.origin=https://user:s3cret@app.example.com",
                "jotguard.better-auth.origin=https://user:s3cret@my_host",
                "jotguard.better-auth.origin=https://user:s3cret @app.example.com",
                "jotguard.better-auth.origin=https://app.example.com?key=s3cret",
                "jotguard.issuer= https://user:s3cret@id.example.com",
                "jotguard.issuer=https://user:s3cret@id.example.com",
                "jotguard.issuer=https://user:s3cret@my_host",
                "jotguard.issuer=https://id.example.com?key=s3cret",
            })
    void neverShowsUserInfoOrQueryOfAnAddress(String setting) {
        runner.withPropertyValues(setting + "\u00a0".repeat(setting.contains("= ") ? 1 : 0), AUDIENCE)
                .run(context -> assertThat(context).hasFailed().getFailure().satisfies(failure -> {
                    StringWriter everything = new StringWriter();
                    failure.printStackTrace(new PrintWriter(everything, true));
                    assertThat(everything.toString()).doesNotContain("s3cret");
                }));
    }

    @ParameterizedTest
    @MethodSource("settingsOfOneIssuer")
    void rejectsSettingThatHasNoEffectBesideSeveralIssuers(String setting) {
        String property = setting.substring(0, setting.indexOf('='));
        runner.withPropertyValues("jotguard.issuers[0].better-auth.origin=https://b.example.com")
                .withPropertyValues("jotguard." + setting)
                .run(context -> {
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .isEqualTo("Both jotguard.issuers and the settings of one issuer are set: jotguard."
                                    + property.replace("claims.typ", "claims") + ".");
                });
    }

    /** Without those that name one more issuer. */
    static Stream<String> demands() {
        return settingsOfOneIssuer()
                .filter(setting -> !setting.matches("(better-auth\\.origin|issuer|any-issuer|jwks-uri|secret)=.*"));
    }

    @ParameterizedTest
    @MethodSource("demands")
    void rejectsSettingThatHasNoEffectOnIssuerThatIsBean(String setting) {
        String property =
                "jotguard." + setting.substring(0, setting.indexOf('=')).replace("claims.typ", "claims");
        runner.withUserConfiguration(OneMoreIssuer.class)
                .withPropertyValues("jotguard." + setting)
                .run(context -> {
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription()).startsWith(property + " is set, but it has no effect");
                    assertThat(analysis.getAction()).contains("TrustedIssuer.Builder", "remove " + property);
                });
    }

    /** So that a complaint about an option names a property that there is. */
    @Test
    void hasAPropertyOfTheSameNameForEveryOptionOfTheRefreshPolicy() {
        assertThat(names(JotguardProperties.Refresh.class)).containsAll(options(RefreshPolicy.Builder.class));
    }

    private static List<String> options(Class<?> builder) {
        return Stream.of(builder.getMethods())
                .filter(method -> method.getReturnType() == builder)
                .map(Method::getName)
                .toList();
    }

    private static List<String> names(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Test
    void listsEverySettingOfOneIssuer() {
        assertThat(settingsOfOneIssuer()).hasSize(IssuerProperties.class.getRecordComponents().length);
    }

    private static FailureAnalysis analysis(Throwable failure) {
        FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(failure);
        assertThat(analysis).isNotNull();
        return analysis;
    }

    /** Spring Boot says so itself, and names the property. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "algorithms=none",
                "algorithms=XY",
                "startup=never",
                "unknown-user=forbidden",
                "clock-skew=soon",
                "refresh.fresh-for=soon",
                "require-type=perhaps",
                "any-issuer=perhaps",
                "max-token-length=long",
                "refresh.max-keys=many",
                "refresh.max-bytes=256KB",
                "filter.order=first"
            })
    void stopsTheStartAtValueOfAnotherType(String setting) {
        String property = "jotguard." + setting.substring(0, setting.indexOf('='));
        runner.withPropertyValues(ORIGIN, "jotguard." + setting)
                .run(context -> assertThat(Causes.find(BindException.class, context.getStartupFailure()))
                        .satisfies(failure ->
                                assertThat(failure.getProperty().getName()).hasToString(property)));
    }

    static Stream<Arguments> misspeltSettings() {
        return Stream.of(
                bad(
                        List.of("jotguard.requires-type=true"),
                        "jotguard.requires-type is set",
                        "mean jotguard.require-type?"),
                bad(
                        List.of("jotguard.required-claim=sub"),
                        "jotguard.required-claim",
                        "mean jotguard.required-claims?"),
                bad(List.of("jotguard.clokSkew=1s"), "jotguard.clokskew", "mean jotguard.clock-skew?"),
                bad(List.of("jotguard.refresh.freshfr=1m"), "freshfr", "mean jotguard.refresh.fresh-for?"),
                bad(List.of("jotguard.metrics.enable=false"), "metrics.enable", "mean jotguard.metrics.enabled?"),
                bad(List.of("jotguard.filter.path=/a"), "jotguard.filter.path", "remove jotguard.filter.path"),
                bad(
                        List.of("jotguard.filter-realm=a"),
                        "jotguard.filter-realm",
                        "mean jotguard.filter.realm? Otherwise remove jotguard.filter-realm."),
                bad(
                        List.of("jotguard.refresh-fresh-for=1m"),
                        "jotguard.refresh-fresh-for",
                        "mean jotguard.refresh.fresh-for?"),
                bad(List.of("jotguard.startup.declaring-class=x"), "jotguard.startup.declaring-class", "remove"),
                bad(List.of("jotguard.something-else=1"), "no such property", "remove jotguard.something-else"),
                bad(List.of("jotguard.audience.one=api"), "jotguard.audience.one", "jotguard.audience"),
                bad(List.of("jotguard.clock-skew[0]=1s"), "jotguard.clock-skew[0]", "jotguard.clock-skew?"),
                bad(List.of("jotguard.x[0]=1"), "jotguard.x[0]", "remove"),
                bad(List.of("jotguard[0]=1"), "jotguard[0]", "remove jotguard[0]"),
                bad(List.of("jotguard[0].x=1"), "jotguard[0].x", "remove jotguard[0].x"),
                bad(List.of("jotguard[filter.realm]=a"), "jotguard[filter.realm]", "mean jotguard.filter.realm?"),
                bad(
                        List.of("jotguard.clock-skew=soon", "jotguard.audiance=api"),
                        "jotguard.audiance",
                        "mean jotguard.audience?"));
    }

    @ParameterizedTest
    @MethodSource("misspeltSettings")
    void rejectsSettingThatNothingReads(List<String> settings, String description, String action) {
        runner.withPropertyValues(ORIGIN)
                .withPropertyValues(settings.toArray(String[]::new))
                .run(context -> {
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains(description, "no such property");
                    assertThat(analysis.getAction()).contains(action);
                });
    }

    @Test
    void namesMisspeltSettingBeforeTheOneThatIsMissing() {
        runner.withPropertyValues("jotguard.better-auth.orign=https://app.example.com")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getAction())
                        .contains("jotguard.better-auth.origin?"));
        runner.withPropertyValues("jotguard.better-auth-origin=https://app.example.com")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getAction())
                        .contains("jotguard.better-auth.origin?"));
    }

    @Test
    void saysWhereMisspeltSettingIsWritten() {
        OriginTrackedValue value = OriginTrackedValue.of(
                "secret-value",
                new TextResourceOrigin(
                        new ClassPathResource("application.yaml"), new TextResourceOrigin.Location(1, 2)));
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addLast(new OriginTrackedMapPropertySource("file", Map.of("jotguard.clokSkew", value))))
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .isEqualTo("jotguard.clokskew is set (class path resource [application.yaml] - 2:3),"
                                + " but there is no such property, so it would have no effect."));
    }

    @Test
    void rejectsMisspeltSettingOfOneOfSeveralIssuers() {
        runner.withPropertyValues(
                        "jotguard.issuers[0].better-auth.origin=https://a.example.com",
                        "jotguard.issuers[1].better-auth.origin=https://b.example.com",
                        "jotguard.issuers[1].require-typ=true")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .startsWith("jotguard.issuers[1].require-typ is set"));
    }

    @Test
    void knowsEverySettingHoweverItIsWritten() {
        runner.withPropertyValues(
                        "jotguard.enabled=true",
                        "jotguard.metrics.enabled=false",
                        "jotguard.betterAuth.origin=https://app.example.com",
                        "jotguard.required_claims[0]=sub",
                        "jotguard.required_claims[1]=email",
                        "jotguard.CLOCKSKEW=5s",
                        "jotguard.issuers=",
                        "jotguard.filter.enabled=false",
                        "jotguard.filter.order=1",
                        "jotguard.authorities[0].claim=scope")
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** Names of claims as they are written, with the values that they need; a test issuer decides what they come to. */
    @Test
    void demandsValuesOfClaims() {
        try (TestIssuer issuer = TestIssuer.start()) {
            runner.withPropertyValues(
                            "jotguard.better-auth.origin=" + issuer.origin(),
                            "jotguard.claims.token_use=access",
                            "jotguard.claims.emailVerified=true",
                            "jotguard.claims[x/level]=1,2",
                            "jotguard.claims.dotted.name[0]=x")
                    .run(context -> {
                        JwtVerifier verifier = context.getBean(JwtVerifier.class);
                        Consumer<TestToken> good = t -> t.claim("token_use", "access")
                                .claim("emailVerified", true)
                                .claim("x/level", 2)
                                .claim("dotted.name", "x");
                        assertThat(verifier.verify(issuer.token(good))).isNotNull();
                        assertThat(List.<Consumer<TestToken>>of(
                                        good.andThen(t -> t.claim("token_use", "id")),
                                        good.andThen(t -> t.claim("emailVerified", false)),
                                        good.andThen(t -> t.claim("x/level", 3)),
                                        good.andThen(t -> t.withoutClaim("x/level")),
                                        good.andThen(t ->
                                                t.withoutClaim("dotted.name").claim("dotted", Map.of("name", "x")))))
                                .allSatisfy(bad -> assertThat(verifier.explain(issuer.token(bad))
                                                .reason())
                                        .contains(RejectionReason.CLAIM_REJECTED));
                    });
        }
    }

    @Test
    void rejectsIdTokensOfBetterAuthAsThePresetDoes() {
        try (TestIssuer issuer = TestIssuer.start()) {
            runner.withPropertyValues("jotguard.better-auth.origin=" + issuer.origin())
                    .run(context -> {
                        JwtVerifier verifier = context.getBean(JwtVerifier.class);
                        assertThat(verifier.verify(issuer.token())).isNotNull();
                        assertThat(verifier.explain(issuer.token(t -> t.claim("acr", "0")))
                                        .reason())
                                .contains(RejectionReason.CLAIM_REJECTED);
                        assertThat(verifier.explain(issuer.token(t -> t.withoutClaim("sub")))
                                        .reason())
                                .contains(RejectionReason.MISSING_CLAIM);
                    });
        }
    }

    @Test
    void trustsSeveralEntriesOfOneIssuer() {
        byte[] secret = "0123456789-0123456789-0123456789".getBytes(StandardCharsets.UTF_8);
        try (TestIssuer current = TestIssuer.builder().algorithm("ES256").start();
                TestIssuer legacy = TestIssuer.builder()
                        .sharedSecret(secret)
                        .issuer(current.issuer())
                        .start()) {
            runner.withPropertyValues(
                            "jotguard.issuers[0].name=legacy",
                            "jotguard.issuers[0].issuer=" + current.issuer(),
                            "jotguard.issuers[0].audience=" + legacy.audience(),
                            "jotguard.issuers[0].secret=0123456789-0123456789-0123456789",
                            "jotguard.issuers[1].issuer=" + current.issuer(),
                            "jotguard.issuers[1].jwks-uri=" + current.jwksUri(),
                            "jotguard.issuers[1].audience-claim=client_id",
                            "jotguard.issuers[1].audience=web",
                            "jotguard.issuers[1].claims.token_use=access",
                            "jotguard.issuers[2].name=id",
                            "jotguard.issuers[2].issuer=" + current.issuer(),
                            "jotguard.issuers[2].jwks-uri=" + current.jwksUri(),
                            "jotguard.issuers[2].audience=web")
                    .run(context -> {
                        JwtVerifier verifier = context.getBean(JwtVerifier.class);
                        assertThat(verifier.status().issuers()).containsOnlyKeys("legacy", current.issuer(), "id");
                        assertThat(verifier.verify(legacy.token())).isNotNull();
                        assertThat(verifier.verify(current.token(t -> t.audience("web"))))
                                .isNotNull();
                        assertThat(verifier.verify(current.token(t -> t.withoutClaim("aud")
                                        .claim("client_id", "web")
                                        .claim("token_use", "access"))))
                                .isNotNull();
                        assertThat(verifier.explain(current.token()).reason()).contains(RejectionReason.WRONG_AUDIENCE);
                        assertThat(current.requests())
                                .as("two entries of one key set")
                                .isOne();
                    });
        }
    }

    @Test
    void knowsListThatTwoSourcesWriteInTwoWays() {
        runner.withPropertyValues(ORIGIN, "jotguard.audience=a")
                .withSystemProperties("jotguard.audience[0]=b", "jotguard.audience[1]=c")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void leavesSystemPropertiesToOthers() {
        runner.withPropertyValues(ORIGIN)
                .withSystemProperties("jotguard.version=1")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void leavesEnvironmentVariablesToOthers() {
        Map<String, Object> variables = Map.of("JOTGUARD_HOME", "/opt/jotguard", "JOTGUARD_CLOCKSKEW", "11m");
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addLast(new SystemEnvironmentPropertySource("my-systemEnvironment", variables)))
                .withPropertyValues(ORIGIN)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .startsWith("jotguard.clock-skew must be"));
    }

    @Test
    void showsNoSecretInProperties() {
        runner.withPropertyValues(
                        "jotguard.issuers[0].issuer=https://id.example.com",
                        "jotguard.issuers[0].audience=api",
                        "jotguard.issuers[0].secret=0123456789-0123456789-0123456789")
                .run(context -> assertThat(context.getBean(JotguardProperties.class))
                        .asString()
                        .contains("https://id.example.com")
                        .doesNotContain("0123456789"));
        runner.withPropertyValues(ISSUER, AUDIENCE, SECRET)
                .run(context -> assertThat(context.getBean(IssuerProperties.class))
                        .asString()
                        .contains("https://id.example.com")
                        .doesNotContain("0123456789"));
    }

    @ParameterizedTest
    @CsvSource({"31, is too short", "32, cannot be used: The shared secret is one short text repeated"})
    void namesWhatIsWrongWithASecretOfALength(int length, String problem) {
        runner.withPropertyValues(ISSUER, AUDIENCE, "jotguard.secret=" + "a".repeat(length))
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .startsWith("jotguard.secret " + problem));
    }

    @Test
    void showsNoSecretInFailures() {
        runner.withPropertyValues(ISSUER, AUDIENCE, "jotguard.secret=tiny-secret")
                .run(context ->
                        assertThat(context.getStartupFailure()).message().doesNotContain("tiny-secret"));
    }

    @Test
    void isNotThereWhenDisabled() {
        runner.withPropertyValues("jotguard.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(JwtVerifier.class));
    }

    @Test
    void givesWayToVerifierOfApplication() {
        runner.withUserConfiguration(OwnVerifier.class)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(JwtVerifier.class));
    }

    @Test
    void trustsIssuerThatIsBean() {
        runner.withUserConfiguration(OneMoreIssuer.class).run(context -> assertThat(
                        context.getBean(JwtVerifier.class).status().issuers())
                .containsOnlyKeys("https://bean.example.com"));
        runner.withUserConfiguration(OneMoreIssuer.class)
                .withPropertyValues(ORIGIN)
                .run(context -> assertThat(
                                context.getBean(JwtVerifier.class).status().issuers())
                        .containsOnlyKeys("https://bean.example.com", "https://app.example.com"));
    }

    @Test
    void appliesRulesThatAreBeansToEveryIssuer() {
        try (TestIssuer first = TestIssuer.start();
                TestIssuer second = TestIssuer.start()) {
            ApplicationContextRunner several = runner.withPropertyValues(
                    "jotguard.issuers[0].better-auth.origin=" + first.origin(),
                    "jotguard.issuers[1].better-auth.origin=" + second.origin());
            List<String> tokens = List.of(first.token(), second.token());

            several.run(context -> assertThat(tokens)
                    .allMatch(token ->
                            context.getBean(JwtVerifier.class).explain(token).isAccepted()));
            several.withBean(ClaimRule.class, () -> (jwt, now) -> false)
                    .run(context -> assertThat(tokens).allSatisfy(token -> assertThat(context.getBean(JwtVerifier.class)
                                    .explain(token)
                                    .reason())
                            .contains(RejectionReason.CLAIM_REJECTED)));
        }
    }

    @Test
    void tellsListenersThatAreBeans() {
        List<RejectionReason> told = new ArrayList<>();
        VerificationListener listener = new VerificationListener() {
            @Override
            public void rejected(RejectionReason reason) {
                told.add(reason);
            }
        };
        runner.withPropertyValues(ORIGIN)
                .withBean(VerificationListener.class, () -> listener)
                .run(context -> assertThatExceptionOfType(JwtRejectedException.class)
                        .isThrownBy(() -> context.getBean(JwtVerifier.class).verify("x")));
        assertThat(told).containsExactly(RejectionReason.MALFORMED);
    }

    @Test
    void acceptsATokenThatIsBoundToAKeyOnlyIfTold() {
        try (TestIssuer issuer = TestIssuer.start()) {
            ApplicationContextRunner trusting =
                    runner.withPropertyValues("jotguard.better-auth.origin=" + issuer.origin());
            String bound = issuer.token(token -> token.claim("cnf", Map.of("jkt", "a".repeat(43))));

            trusting.run(context -> assertThat(
                            context.getBean(JwtVerifier.class).explain(bound).isAccepted())
                    .isFalse());
            trusting.withPropertyValues("jotguard.accept-bound-tokens-without-proof=true")
                    .run(context -> assertThat(context.getBean(JwtVerifier.class)
                                    .explain(bound)
                                    .isAccepted())
                            .isTrue());
        }
    }

    @Test
    void startsWithoutKeysUnlessTheyAreRequired() {
        String nobody = "jotguard.better-auth.origin=http://127.0.0.1:1";
        runner.withPropertyValues(nobody, "jotguard.startup=preload")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues(nobody, "jotguard.startup=require-keys").run(context -> {
            FailureAnalysis analysis = new InvalidSettingFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("could not be fetched", "http://127.0.0.1:1/api/auth/jwks");
            assertThat(analysis.getAction()).contains("jotguard.startup=preload");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnVerifier {

        @Bean
        JwtVerifier own() {
            return JwtVerifier.trusting(new OneMoreIssuer().issuer().build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OneMoreIssuer {

        @Bean
        TrustedIssuer.Builder issuer() {
            return TrustedIssuer.builder(
                            "https://bean.example.com",
                            StaticJwkSet.ofJson(
                                    "{\"keys\":[" + TestKey.generate("ES256").jwk() + "]}"))
                    .audience("api");
        }
    }
}
