package io.github.jotguard.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.ClaimValues;
import io.github.jotguard.testing.TestIssuer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A token of the test issuer without changes is what the settings of the application demand. */
class TestIssuerCustomizerTest {

    private static final String ISSUER = "jotguard.issuer=https://id.example.com";
    private static final String AUDIENCE = "jotguard.audience=api";
    private static final String SECRET =
            "jotguard.secret=0123456789-0123456789-0123456789-0123456789-0123456789-012345678";

    private static ApplicationContextRunner runner(String algorithm, List<String> settings)
            throws ClassNotFoundException {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        Class.forName("io.github.jotguard.spring.autoconfigure.JotguardAutoConfiguration")))
                .withPropertyValues(settings.toArray(String[]::new))
                .withInitializer(context -> new TestIssuerCustomizer(algorithm).customizeContext(context, null));
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                with("EdDSA"),
                with("EdDSA", ISSUER, AUDIENCE),
                with("EdDSA", ISSUER, AUDIENCE, "jotguard.algorithms=RS256,EdDSA"),
                with("RS256", ISSUER, AUDIENCE, "jotguard.algorithms=RS256"),
                with("ES256", ISSUER, AUDIENCE, "jotguard.algorithms[0]=es256", "jotguard.algorithms[1]=RS256"),
                with("HS256", ISSUER, AUDIENCE, SECRET),
                with("HS384", ISSUER, AUDIENCE, SECRET, "jotguard.algorithms=HS384"),
                with("EdDSA", ISSUER, "jotguard.audience=web", "jotguard.audience-claim=client_id"),
                with("EdDSA", ISSUER, "jotguard.audience=web,api"),
                with("EdDSA", "jotguard.any-issuer=true", "jotguard.jwks-uri=https://id.example.com/keys", AUDIENCE),
                with("EdDSA", "jotguard.better-auth.origin=https://app.example.com"),
                with(
                        "EdDSA",
                        "jotguard.better-auth.origin=https://app.example.com",
                        "jotguard.better-auth.oauth=true",
                        AUDIENCE),
                with(
                        "EdDSA",
                        "jotguard.better-auth.origin=https://app.example.com",
                        "jotguard.better-auth.oauth=true",
                        "jotguard.resource=https://api.example.com/mcp"),
                with("EdDSA", ISSUER, "jotguard.resource=https://api.example.com/mcp"),
                with("EdDSA", ISSUER, AUDIENCE, "jotguard.resource=https://api.example.com/mcp"),
                with("EdDSA", ISSUER, AUDIENCE, "jotguard.jwks-uri=https://id.example.com/.well-known/jwks.json"),
                with(
                        "EdDSA",
                        ISSUER,
                        AUDIENCE,
                        "jotguard.jwks-uri=https://id.example.com/.well-known/openid-configuration/jwks"),
                with(
                        "EdDSA",
                        "jotguard.issuer=https://id.example.com/tenant",
                        AUDIENCE,
                        "jotguard.jwks-uri=https://id.example.com/.well-known/oauth-authorization-server-keys"),
                with("EdDSA", "jotguard.issuer=https://id.example.com/tenant", AUDIENCE),
                with("EdDSA", "jotguard.resource=https://api.example.com/mcp"),
                with(
                        "EdDSA",
                        "jotguard.issuers[0].better-auth.origin=https://app.example.com",
                        "jotguard.issuers[0].better-auth.oauth=true",
                        "jotguard.issuers[1].better-auth.origin=https://app.example.com",
                        "jotguard.resource=https://api.example.com/mcp"),
                with("EdDSA", ISSUER, AUDIENCE, "jotguard.required-claims=sub,nbf,sid,token_use"),
                with("EdDSA", ISSUER, AUDIENCE, "jotguard.claims.typ=Bearer,DPoP", "jotguard.claims.level=2"),
                with("EdDSA", ISSUER, AUDIENCE, "jotguard.claims.emailVerified=true"),
                with("EdDSA", ISSUER, AUDIENCE, "jotguard.require-type=true"),
                with("EdDSA", ISSUER, AUDIENCE, "jotguard.accept-types=at+jwt", "jotguard.require-type=true"),
                with(
                        "ES256",
                        "jotguard.issuers[0].issuer=https://id.example.com",
                        "jotguard.issuers[0].audience=api",
                        "jotguard.issuers[0].algorithms=ES256",
                        "jotguard.issuers[0].claims.typ=Bearer",
                        "jotguard.issuers[1].better-auth.origin=https://app.example.com"));
    }

    private static Arguments with(String algorithm, String... settings) {
        return Arguments.of(algorithm, List.of(settings));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void makesTokensThatTheApplicationAccepts(String algorithm, List<String> settings) throws Exception {
        runner("", settings).run(context -> {
            JwtVerifier verifier = context.getBean(JwtVerifier.class);
            TestIssuer issuer = context.getBean(TestIssuer.class);

            assertThat(verifier.verify(issuer.token()).algorithm().name()).isEqualTo(algorithm);
            issuer.close();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "scp", "realm_access.roles"})
    void givesTokensTheScopesThatEveryRequestNeeds(String claim) throws Exception {
        runner("", List.of(ISSUER, AUDIENCE, "jotguard.require-scope=read,write", "jotguard.scope-from=" + claim))
                .run(context -> {
                    TestIssuer issuer = context.getBean(TestIssuer.class);
                    VerifiedJwt jwt = context.getBean(JwtVerifier.class).verify(issuer.token());

                    assertThat(ClaimValues.names(jwt.claims(), claim)).containsExactly("read", "write");
                    issuer.close();
                });
    }

    @ParameterizedTest
    @CsvSource({"preferred_username, test-user", "email, test-user@example.test", "sub, test-user"})
    void namesTheCallerWhereSpringSecurityLooks(String claim, String name) throws Exception {
        runner("", List.of(ISSUER, AUDIENCE, "spring.security.oauth2.resourceserver.jwt.principal-claim-name=" + claim))
                .run(context -> {
                    TestIssuer issuer = context.getBean(TestIssuer.class);
                    VerifiedJwt jwt = context.getBean(JwtVerifier.class).verify(issuer.token());

                    assertThat(jwt.claim(claim, String.class)).contains(name);
                    issuer.close();
                });
    }

    @Test
    void signsWithTheAlgorithmThatTheTestNames() throws Exception {
        runner("ES256", List.of(ISSUER, AUDIENCE, "jotguard.algorithms=RS256")).run(context -> {
            TestIssuer issuer = context.getBean(TestIssuer.class);

            assertThat(context.getBean(JwtVerifier.class)
                            .explain(issuer.token())
                            .reason())
                    .contains(RejectionReason.ALGORITHM_NOT_ALLOWED);
            issuer.close();
        });
    }

    @Test
    void leavesTheClaimsToTheTest() throws Exception {
        runner("", List.of(ISSUER, AUDIENCE, "jotguard.claims.typ=Bearer")).run(context -> {
            TestIssuer issuer = context.getBean(TestIssuer.class);

            assertThat(context.getBean(JwtVerifier.class)
                            .explain(issuer.token(t -> t.claim("typ", "ID")))
                            .reason())
                    .contains(RejectionReason.CLAIM_REJECTED);
            issuer.close();
        });
    }
}
