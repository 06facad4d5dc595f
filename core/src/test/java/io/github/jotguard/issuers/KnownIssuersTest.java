package io.github.jotguard.issuers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestToken;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in the shape that each issuer gives them, made by a test issuer under its name. */
class KnownIssuersTest {

    private static final TestIssuer EDDSA = TestIssuer.builder().audience("api").start();
    private static final TestIssuer RSA =
            TestIssuer.builder().algorithm("RS256").audience("api").start();
    private static final VerificationKeys KEYS = RemoteJwkSet.at(RSA.jwksUri());

    @AfterAll
    static void stop() {
        KEYS.close();
        RSA.close();
        EDDSA.close();
    }

    private static String verdict(TrustedIssuer.Builder settings, Consumer<TestToken> shape) {
        try {
            JwtVerifier.trusting(settings.build()).verify(RSA.token(shape));
            return "accepted";
        } catch (JwtRejectedException rejected) {
            return rejected.reason().code();
        }
    }

    @Test
    void takesTokensOfBetterAuthButNotItsSessionCache() {
        try (TestIssuer site = TestIssuer.start();
                JwtVerifier verifier = JwtVerifier.trusting(
                        KnownIssuers.betterAuth(site.origin()).build())) {
            assertThat(verifier.verify(site.token()).subject()).isEqualTo(TestToken.DEFAULT_SUBJECT);
            assertThat(verifier.explain(site.token(t -> t.type("better-auth.session-cache+jwt")))
                            .isAccepted())
                    .isFalse();
            assertThat(verifier.explain(site.token(t -> t.audience("better-auth:session-cache")))
                            .isAccepted())
                    .isFalse();
            assertThat(verifier.explain(site.token(t -> t.withoutClaim("sub"))).isAccepted())
                    .isFalse();
        }
    }

    @Test
    void findsTheKeysOfBetterAuthOAuthAndRequiresAnAudience() {
        try (TestIssuer site = TestIssuer.start();
                JwtVerifier verifier = JwtVerifier.trusting(KnownIssuers.betterAuthOAuth(site.origin())
                        .audience("https://api.example.com/mcp")
                        .build())) {
            Consumer<TestToken> shape = t -> t.type("at+jwt")
                    .issuer(site.origin() + "/api/auth")
                    .audience("https://api.example.com/mcp")
                    .claim("client_id", "web")
                    .claim("jti", "1");

            assertThat(verifier.verify(site.token(shape)).issuer()).isEqualTo(site.origin() + "/api/auth");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> KnownIssuers.betterAuthOAuth("https://app.example.com", KEYS)
                        .build())
                .withMessageContaining("audience");
        for (String origin : List.of("https://app.example.com/", "https://app.example.com/api/auth", "app")) {
            assertThatIllegalArgumentException().isThrownBy(() -> KnownIssuers.betterAuthOAuth(origin, KEYS));
        }
    }

    /** RFC 9728 §2: a client finds a login at these addresses. */
    @Test
    void areAuthorizationServersUnlessTheyIssueTokensOfSessions() {
        assertThat(servers(KnownIssuers.betterAuthOAuth("https://app.example.com", KEYS)
                        .audience("a")))
                .containsExactly("https://app.example.com/api/auth");
        assertThat(servers(KnownIssuers.keycloak("https://id.example.com/realms/staff", KEYS)
                        .audience("a")))
                .containsExactly("https://id.example.com/realms/staff");
        assertThat(servers(KnownIssuers.google("client", KEYS))).containsExactly("https://accounts.google.com");
        assertThat(servers(KnownIssuers.betterAuth("https://app.example.com", KEYS)))
                .isEmpty();
        assertThat(servers(KnownIssuers.clerk("https://clerk.example.com", KEYS).audience("a")))
                .isEmpty();
        assertThat(servers(KnownIssuers.firebase("project", KEYS))).isEmpty();
        assertThat(servers(KnownIssuers.entraV2AnyTenant(KEYS).audience("a"))).isEmpty();
    }

    private static List<String> servers(TrustedIssuer.Builder preset) {
        return preset.build().authorizationServers();
    }

    private static TestToken rfc9068(TestToken token) {
        return token.type("at+jwt").claim("client_id", "web").claim("jti", "1").issuer("https://as.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "aud", "sub", "client_id", "iat", "jti"})
    void demandsEveryClaimOfRfc9068(String claim) {
        TrustedIssuer.Builder preset =
                KnownIssuers.rfc9068AccessTokens("https://as.example", KEYS).audience("api");

        assertThat(verdict(preset, t -> rfc9068(t).withoutClaim(claim))).isEqualTo("missing_claim");
    }

    @Test
    void takesAccessTokensOfRfc9068AndNoIdTokens() {
        TrustedIssuer.Builder preset =
                KnownIssuers.rfc9068AccessTokens("https://as.example", KEYS).audience("api");

        assertThat(verdict(preset, KnownIssuersTest::rfc9068)).isEqualTo("accepted");
        assertThat(verdict(preset, t -> rfc9068(t).type("application/at+JWT"))).isEqualTo("accepted");
        assertThat(verdict(preset, t -> rfc9068(t).scope("a", "b"))).isEqualTo("accepted");
        assertThat(verdict(preset, t -> rfc9068(t).claim("scope", null))).isEqualTo("accepted");
        assertThat(verdict(preset, t -> rfc9068(t).claim("scope", List.of("a"))))
                .isEqualTo("claim_rejected");
        assertThat(verdict(preset, t -> rfc9068(t).claim("scope", Map.of()))).isEqualTo("claim_rejected");
        assertThat(verdict(preset, t -> rfc9068(t).type("JWT"))).isEqualTo("wrong_type");
        assertThat(verdict(preset, t -> rfc9068(t).withoutHeader("typ"))).isEqualTo("wrong_type");
        assertThat(verdict(preset, t -> rfc9068(t).audience("web"))).isEqualTo("wrong_audience");
        assertThat(verdict(preset, t -> rfc9068(t).issuer("https://as.example/")))
                .isEqualTo("wrong_issuer");
    }

    @Test
    void takesTokensOfAuth0() {
        TrustedIssuer.Builder preset =
                KnownIssuers.auth0("tenant.eu.auth0.com", KEYS).audience("https://api.example");
        Consumer<TestToken> shape = t -> t.issuer("https://tenant.eu.auth0.com/")
                .audience("https://api.example", "https://tenant.eu.auth0.com/userinfo")
                .claim("azp", "client")
                .type("JWT");

        assertThat(verdict(preset, shape)).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.type("at+jwt")))).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.issuer("https://tenant.eu.auth0.com"))))
                .isEqualTo("wrong_issuer");
        assertThat(KnownIssuers.auth0("tenant.eu.auth0.com")
                        .audience("a")
                        .build()
                        .issuers())
                .containsExactly("https://tenant.eu.auth0.com/");
    }

    @Test
    void takesTokensOfKeycloakWithAnAudienceMapper() {
        String realm = "https://id.example.com/realms/staff";
        TrustedIssuer.Builder preset = KnownIssuers.keycloak(realm, KEYS).audience("orders");
        Consumer<TestToken> shape = t -> t.issuer(realm)
                .audience("account", "orders")
                .claim("azp", "web")
                .claim("typ", "Bearer")
                .type("JWT");

        assertThat(verdict(preset, shape)).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.claim("typ", "DPoP")))).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.claim("typ", "bearer"))))
                .isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.type("at+jwt")))).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.audience("account")))).isEqualTo("wrong_audience");
        assertThat(verdict(preset, shape.andThen(t -> t.withoutClaim("aud")))).isEqualTo("missing_claim");
        assertThat(KnownIssuers.keycloak(realm).audience("a").build().algorithms())
                .containsExactlyInAnyOrder(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256, JwsAlgorithm.RS256);
    }

    /** As Keycloak 26.7 makes them, in a realm where client and API have one name. */
    @ParameterizedTest
    @CsvSource({"ID, claim_rejected", "Refresh, claim_rejected", "Offline, claim_rejected", "Logout, claim_rejected"})
    void takesNoOtherTokenOfKeycloak(String typ, String verdict) {
        String realm = "https://id.example.com/realms/staff";
        TrustedIssuer.Builder preset = KnownIssuers.keycloak(realm, KEYS).audience("orders");
        Consumer<TestToken> shape =
                t -> t.issuer(realm).audience("orders").claim("typ", typ).type("JWT");

        assertThat(verdict(preset, shape)).isEqualTo(verdict);
        assertThat(verdict(preset, shape.andThen(t -> t.withoutClaim("typ")))).isEqualTo("claim_rejected");
        assertThat(verdict(preset, shape.andThen(t -> t.claim("typ", List.of("Bearer")))))
                .isEqualTo("claim_rejected");
        assertThat(verdict(preset, shape.andThen(t -> t.type("logout+jwt")))).isEqualTo("wrong_type");
    }

    /** As the OAuth provider makes them where the issuer is the origin and a client is named as it. */
    @Test
    void takesNoIdNorLogoutTokenOfBetterAuth() {
        String origin = "https://app.example.com";
        TrustedIssuer.Builder preset = KnownIssuers.betterAuth(origin, KEYS);
        Consumer<TestToken> api = t -> t.issuer(origin).audience(origin);

        assertThat(verdict(preset, api)).isEqualTo("accepted");
        for (String claim : List.of("acr", "at_hash", "nonce")) {
            assertThat(verdict(preset, api.andThen(t -> t.claim(claim, "x")))).isEqualTo("claim_rejected");
            assertThat(verdict(preset, api.andThen(t -> t.claim(claim, null)))).isEqualTo("accepted");
        }
        assertThat(verdict(
                        preset,
                        api.andThen(t -> t.claim(
                                "events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())))))
                .isEqualTo("claim_rejected");
        assertThat(verdict(preset, api.andThen(t -> t.type("logout+jwt")))).isEqualTo("wrong_type");
        assertThat(verdict(preset, api.andThen(t -> t.type("at+jwt").claim("acr", "1"))))
                .isEqualTo("accepted");
    }

    @Test
    void takesAccessTokensOfCognitoAndNoIdTokens() {
        String pool = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example";
        TrustedIssuer.Builder preset =
                KnownIssuers.cognitoAccessTokens(pool, KEYS).audience("client");
        Consumer<TestToken> shape = t ->
                t.issuer(pool).withoutClaim("aud").claim("client_id", "client").claim("token_use", "access");

        assertThat(verdict(preset, shape)).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.claim("token_use", "id"))))
                .isEqualTo("claim_rejected");
        assertThat(verdict(preset, shape.andThen(t -> t.withoutClaim("token_use"))))
                .isEqualTo("claim_rejected");
        assertThat(verdict(preset, shape.andThen(t -> t.claim("client_id", "other"))))
                .isEqualTo("wrong_audience");
        assertThat(verdict(
                        preset, shape.andThen(t -> t.withoutClaim("client_id").audience("client"))))
                .isEqualTo("missing_claim");
        assertThat(KnownIssuers.cognitoAccessTokens(pool)
                        .audience("client")
                        .build()
                        .issuers())
                .containsExactly(pool);
    }

    @Test
    void takesIdTokensOfCognitoAndNoAccessTokens() {
        String pool = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example";
        TrustedIssuer.Builder preset = KnownIssuers.cognitoIdTokens(pool, KEYS).audience("client");
        Consumer<TestToken> shape = t -> t.issuer(pool).audience("client").claim("token_use", "id");

        assertThat(verdict(preset, shape)).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.claim("token_use", "access"))))
                .isEqualTo("claim_rejected");
        assertThat(verdict(preset, shape.andThen(t -> t.audience("other")))).isEqualTo("wrong_audience");
        assertThat(KnownIssuers.cognitoIdTokens(pool).audience("client").build().algorithms())
                .containsExactly(JwsAlgorithm.RS256);
    }

    @Test
    void takesTokensOfAnyTenantOfEntraUnderTheNameOfTheTenant() {
        String tenant = "11111111-2222-3333-4444-555555555555";
        TrustedIssuer.Builder preset = KnownIssuers.entraV2AnyTenant(KEYS).audience("client");
        Consumer<TestToken> shape = t -> t.issuer("https://login.microsoftonline.com/" + tenant + "/v2.0")
                .audience("client")
                .claim("tid", tenant);

        assertThat(verdict(preset, shape)).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.issuer("https://login.microsoftonline.com/common/v2.0"))))
                .isEqualTo("claim_rejected");
        assertThat(verdict(preset, shape.andThen(t -> t.issuer("https://login.microsoftonline.com/common/v2.0")
                        .claim("tid", "common"))))
                .isEqualTo("claim_rejected");
        assertThat(verdict(preset, shape.andThen(t -> t.withoutClaim("tid")))).isEqualTo("missing_claim");
        assertThat(KnownIssuers.entraV2AnyTenant().audience("a").build().issuers())
                .isEmpty();
    }

    @Test
    void takesSessionTokensOfClerkForOneOfThePages() {
        String api = "https://clerk.example.com";
        TrustedIssuer.Builder preset = KnownIssuers.clerk(api, KEYS).audience("https://www.example.com");
        Consumer<TestToken> shape = t -> t.issuer(api)
                .withoutClaim("aud")
                .claim("azp", "https://www.example.com")
                .claim("sid", "s");

        assertThat(verdict(preset, shape)).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.claim("azp", "https://evil.example"))))
                .isEqualTo("wrong_audience");
        assertThat(verdict(preset, shape.andThen(t -> t.withoutClaim("azp")))).isEqualTo("missing_claim");
        assertThat(verdict(preset, shape.andThen(t -> t.withoutClaim("sid"))))
                .as("of a JWT template")
                .isEqualTo("missing_claim");
        assertThat(KnownIssuers.clerk(api).audience("a").build().algorithms()).containsExactly(JwsAlgorithm.RS256);
    }

    @Test
    void takesTokensOfOneProjectOfSupabase() {
        TrustedIssuer.Builder preset = KnownIssuers.supabase("https://one.supabase.co", KEYS);
        Consumer<TestToken> shape = t -> t.issuer("https://one.supabase.co/auth/v1")
                .audience("authenticated")
                .type("JWT");

        assertThat(verdict(preset, shape)).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.issuer("https://two.supabase.co/auth/v1"))))
                .isEqualTo("wrong_issuer");
        assertThat(verdict(preset, shape.andThen(t -> t.audience("anon")))).isEqualTo("wrong_audience");
        assertThat(KnownIssuers.supabase("https://one.supabase.co").build().algorithms())
                .containsExactlyInAnyOrder(JwsAlgorithm.ES256, JwsAlgorithm.RS256);
    }

    @Test
    void takesIdTokensOfFirebase() {
        TrustedIssuer.Builder preset = KnownIssuers.firebase("my-project", KEYS);
        Consumer<TestToken> shape =
                t -> t.issuer("https://securetoken.google.com/my-project").audience("my-project");

        assertThat(verdict(preset, shape)).isEqualTo("accepted");
        assertThat(verdict(preset, shape.andThen(t -> t.audience("other")))).isEqualTo("wrong_audience");
        assertThat(verdict(preset, shape.andThen(t -> t.withoutClaim("sub")))).isEqualTo("missing_claim");
    }

    @Test
    void takesTokensOfOneTenantOfEntra() {
        String tenant = "11111111-2222-3333-4444-555555555555";
        TrustedIssuer.Builder two = KnownIssuers.entraV2(tenant, KEYS).audience("client");
        TrustedIssuer.Builder one = KnownIssuers.entraV1(tenant, KEYS).audience("api://client");
        Consumer<TestToken> v2 = t -> t.issuer("https://login.microsoftonline.com/" + tenant + "/v2.0")
                .audience("client")
                .type("JWT");
        Consumer<TestToken> v1 = t -> t.issuer("https://sts.windows.net/" + tenant + "/")
                .audience("api://client")
                .type("JWT");

        assertThat(verdict(two, v2)).isEqualTo("accepted");
        assertThat(verdict(one, v1)).isEqualTo("accepted");
        assertThat(verdict(two, v1)).isEqualTo("wrong_issuer");
        assertThat(verdict(one, v2)).isEqualTo("wrong_issuer");
        assertThat(KnownIssuers.entraV2(tenant).audience("a").build().issuers()).hasSize(1);
        assertThat(KnownIssuers.entraV1(tenant).audience("a").build().issuers()).hasSize(1);
    }

    @Test
    void takesIdTokensOfGoogleUnderBothNames() {
        TrustedIssuer.Builder preset = KnownIssuers.google("client", KEYS);

        assertThat(verdict(preset, t -> t.issuer("https://accounts.google.com").audience("client")))
                .isEqualTo("accepted");
        assertThat(verdict(preset, t -> t.issuer("accounts.google.com").audience("client")))
                .isEqualTo("accepted");
        assertThat(verdict(preset, t -> t.issuer("http://accounts.google.com").audience("client")))
                .isEqualTo("wrong_issuer");
        assertThat(verdict(preset, t -> t.issuer("accounts.google.com").audience("other")))
                .isEqualTo("wrong_audience");
        assertThat(KnownIssuers.google("client").build().issuers()).hasSize(2);
    }

    @Test
    void takesNoTokenOfAnotherAlgorithmThanTheIssuerUses() {
        TrustedIssuer.Builder preset = KnownIssuers.google("api", RemoteJwkSet.at(EDDSA.jwksUri()));
        String token = EDDSA.token(t -> t.issuer("accounts.google.com"));

        assertThat(JwtVerifier.trusting(preset.build()).explain(token).reason())
                .contains(io.github.jotguard.RejectionReason.ALGORITHM_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com/",
                "https://id.example.com?x",
                "https://id.example.com#x",
                "https://u:p@id.example.com",
                "id.example.com",
                "https:",
                "mailto:a@example.com"
            })
    void rejectsAddressesThatNoPathCanBeAppendedTo(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> KnownIssuers.clerk(address, KEYS));
        assertThatIllegalArgumentException().isThrownBy(() -> KnownIssuers.supabase(address, KEYS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "common",
                "contoso.onmicrosoft.com",
                "AAAAAAAA-2222-3333-4444-555555555555",
                "11111111-2222-3333-4444-55555555555",
                "11111111-2222-3333-4444-5555555555555"
            })
    void rejectsTenantsThatNoIssuerIsNamedAfter(String tenant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownIssuers.entraV2(tenant, KEYS))
                .withMessageContaining(tenant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../x", "a b", "a?b", "a#b", "a@b", "-a", "a\n", "\u00e9"})
    void rejectsNamesThatWouldMakeAnotherAddress(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> KnownIssuers.entraV1(name, KEYS));
        assertThatIllegalArgumentException().isThrownBy(() -> KnownIssuers.auth0(name, KEYS));
        assertThatIllegalArgumentException().isThrownBy(() -> KnownIssuers.firebase(name, KEYS));
        assertThatIllegalArgumentException().isThrownBy(() -> KnownIssuers.entraV2(name, KEYS));
    }
}
