package io.github.jotguard.issuers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import io.github.jotguard.testing.TestToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kinds of tokens that one issuer signs with the same keys, with the claims that they have there: only access tokens pass a preset. */
class TokenKindsTest {

    private static final String REALM = "https://id.example.com/realms/staff";
    private static final String ORIGIN = "https://app.example.com";
    private static final String RESOURCE = "https://api.example.com/mcp";
    private static final String API = "orders";
    private static final String SESSION = "0ae7c5b4-2f3a-4ad0-9f1f-0b7c1d5a6e21";
    private static final Map<String, Object> BACK_CHANNEL_LOGOUT =
            Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());

    private static final TestIssuer ISSUER =
            TestIssuer.builder().algorithm("RS256").audience("api").start();
    private static final VerificationKeys KEYS = RemoteJwkSet.at(ISSUER.jwksUri());

    @AfterAll
    static void stop() {
        KEYS.close();
        ISSUER.close();
    }

    private static String verdict(TrustedIssuer.Builder preset, Consumer<TestToken> shape) {
        try {
            JwtVerifier.trusting(preset.build()).verify(ISSUER.token(shape));
            return "accepted";
        } catch (JwtRejectedException rejected) {
            return rejected.reason().code();
        }
    }

    // Keycloak, in a realm where a client and the API have one name

    private static TrustedIssuer.Builder keycloak() {
        return KnownIssuers.keycloak(REALM, KEYS).audience(API);
    }

    private static TestToken keycloakToken(TestToken token, String kind) {
        return token.type("JWT")
                .issuer(REALM)
                .audience(API)
                .claim("jti", "onrtac:5d3c6f2e-8a0b-4a57-9d30-52b1b8a1a1a0")
                .claim("typ", kind)
                .claim("azp", API)
                .claim("sid", SESSION)
                .claim("acr", "1");
    }

    private static TestToken keycloakAccessToken(TestToken token, String kind) {
        return keycloakToken(token, kind)
                .audience(API, "account")
                .claim("allowed-origins", List.of("https://www.example.com"))
                .claim("realm_access", Map.of("roles", List.of("offline_access", "default-roles-staff")))
                .claim("resource_access", Map.of("account", Map.of("roles", List.of("view-profile"))))
                .claim("scope", "openid profile email")
                .claim("email_verified", true)
                .claim("preferred_username", "erika");
    }

    static Stream<Arguments> otherTokensOfKeycloak() {
        long now = Instant.now().getEpochSecond();
        TestKey secret = TestKey.ofSecret("HS512", new byte[64]);
        Consumer<TestToken> refresh = t -> keycloakToken(t, "Refresh").claim("scope", "openid profile email");
        Consumer<TestToken> offline = t -> keycloakToken(t, "Offline").claim("scope", "openid offline_access");
        return Stream.of(
                kind(
                        "ID",
                        t -> keycloakToken(t, "ID")
                                .claim("auth_time", now)
                                .claim("at_hash", "HK6E_P6Dh8Y93mRNtsDB1Q")
                                .claim("email_verified", true)
                                .claim("preferred_username", "erika"),
                        "claim_rejected"),
                kind("Refresh as signed, HS512", refresh.andThen(t -> t.signedWith(secret)), "algorithm_not_allowed"),
                kind("Refresh if it were RS256", refresh, "claim_rejected"),
                kind("Refresh for the realm", refresh.andThen(t -> t.audience(REALM)), "wrong_audience"),
                kind("Offline as signed, HS512", offline.andThen(t -> t.signedWith(secret)), "algorithm_not_allowed"),
                kind("Offline if it were RS256", offline, "claim_rejected"),
                kind("Offline without exp", offline.andThen(t -> t.withoutClaim("exp")), "missing_claim"),
                kind(
                        "Logout",
                        t -> keycloakToken(t, "Logout").type("logout+jwt").claim("events", BACK_CHANNEL_LOGOUT),
                        "wrong_type"),
                kind(
                        "Logout of older versions, typ JWT",
                        t -> keycloakToken(t, "Logout").claim("events", BACK_CHANNEL_LOGOUT),
                        "claim_rejected"),
                kind("Initial access", t -> keycloakToken(t, "InitialAccessToken"), "claim_rejected"),
                kind("Registration access", t -> keycloakToken(t, "RegistrationAccessToken"), "claim_rejected"),
                kind(
                        "typ ID and Bearer",
                        t -> keycloakToken(t, "ID").claim("typ", List.of("ID", "Bearer")),
                        "claim_rejected"),
                kind("typ null", t -> keycloakAccessToken(t, "Bearer").claim("typ", null), "claim_rejected"));
    }

    private static Arguments kind(String name, Consumer<TestToken> shape, String verdict) {
        return argumentSet(name, shape, verdict);
    }

    @ParameterizedTest
    @MethodSource("otherTokensOfKeycloak")
    void rejectsEveryOtherTokenOfKeycloak(Consumer<TestToken> shape, String verdict) {
        assertThat(verdict(keycloak(), shape)).isEqualTo(verdict);
    }

    @Test
    void acceptsAccessTokensOfKeycloakAndBoundOnesAfterTheirProof() {
        Consumer<TestToken> bound = t -> keycloakAccessToken(t, "DPoP")
                .claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
        JwtVerifier verifier = JwtVerifier.trusting(keycloak().build());

        assertThat(verdict(keycloak(), t -> keycloakAccessToken(t, "Bearer"))).isEqualTo("accepted");
        assertThat(verdict(keycloak(), bound)).isEqualTo("sender_constrained");
        assertThat(verifier.verify(ISSUER.token(bound), (method, thumbprint) -> true)
                        .claims())
                .containsEntry("typ", "DPoP");
        assertThat(verdict(keycloak().acceptBoundTokensWithoutProof(), bound)).isEqualTo("accepted");
    }

    // Better Auth, with the issuer of the OAuth provider set to the origin, and a client or resource named as it

    private static TrustedIssuer.Builder betterAuth() {
        return KnownIssuers.betterAuth(ORIGIN, KEYS);
    }

    private static TestToken apiToken(TestToken token) {
        return token.issuer(ORIGIN)
                .audience(ORIGIN)
                .claim("name", "Erika")
                .claim("email", "erika@example.com")
                .claim("emailVerified", true)
                .claim("image", null)
                .claim("createdAt", "2026-11-21T12:00:00.000Z")
                .claim("id", "user-1");
    }

    private static TestToken idToken(TestToken token) {
        return token.issuer(ORIGIN)
                .audience(ORIGIN)
                .claim("auth_time", Instant.now().getEpochSecond())
                .claim("acr", "0")
                .claim("at_hash", "HK6E_P6Dh8Y93mRNtsDB1Q")
                .claim("nonce", "n-0S6_WzA2Mj")
                .claim("sid", SESSION);
    }

    private static TestToken logoutToken(TestToken token) {
        return token.type("logout+jwt")
                .issuer(ORIGIN)
                .audience(ORIGIN)
                .claim("sid", SESSION)
                .claim("jti", "kT2ppxDfLaWQbUOXyJmYV3sB0CWKfGcZ")
                .claim("events", BACK_CHANNEL_LOGOUT);
    }

    private static TestToken oauthAccessToken(TestToken token) {
        return token.type("at+jwt")
                .issuer(ORIGIN)
                .audience(ORIGIN, ORIGIN + "/api/auth/oauth2/userinfo")
                .claim("client_id", "web")
                .claim("azp", "web")
                .claim("scope", "openid offline_access")
                .claim("sid", SESSION)
                .claim("jti", "kT2ppxDfLaWQbUOXyJmYV3sB0CWKfGcZ");
    }

    static Stream<Arguments> tokensOfBetterAuth() {
        return Stream.of(
                kind("token of the jwt plugin", TokenKindsTest::apiToken, "accepted"),
                kind("access token of the OAuth provider", TokenKindsTest::oauthAccessToken, "accepted"),
                kind(
                        "access token of the OAuth provider under its default issuer",
                        t -> oauthAccessToken(t).issuer(ORIGIN + "/api/auth"),
                        "wrong_issuer"),
                kind("ID token", TokenKindsTest::idToken, "claim_rejected"),
                kind(
                        "ID token of a client without nonce, at_hash and sid",
                        t -> idToken(t)
                                .withoutClaim("nonce")
                                .withoutClaim("at_hash")
                                .withoutClaim("sid"),
                        "claim_rejected"),
                kind("ID token under the default issuer", t -> idToken(t).issuer(ORIGIN + "/api/auth"), "wrong_issuer"),
                kind("ID token for another client", t -> idToken(t).audience("web"), "wrong_audience"),
                kind("logout token", TokenKindsTest::logoutToken, "wrong_type"),
                kind("logout token without typ", t -> logoutToken(t).withoutHeader("typ"), "claim_rejected"),
                kind(
                        "session cookie",
                        t -> t.type("better-auth.session-cache+jwt")
                                .issuer(ORIGIN)
                                .audience("better-auth:session-cache")
                                .claim("sid", SESSION),
                        "wrong_type"),
                kind(
                        "session cookie without typ",
                        t -> t.issuer(ORIGIN)
                                .audience("better-auth:session-cache")
                                .claim("sid", SESSION),
                        "wrong_audience"));
    }

    @ParameterizedTest
    @MethodSource("tokensOfBetterAuth")
    void acceptsNothingButAccessTokensOfBetterAuth(Consumer<TestToken> shape, String verdict) {
        assertThat(verdict(betterAuth(), shape)).isEqualTo(verdict);
    }

    // Better Auth's OAuth provider under its default issuer, for a resource such as an MCP server

    private static TrustedIssuer.Builder betterAuthOAuth() {
        return KnownIssuers.betterAuthOAuth(ORIGIN, KEYS).audience(RESOURCE).algorithms(JwsAlgorithm.RS256);
    }

    private static TestToken resourceToken(TestToken token) {
        return oauthAccessToken(token)
                .issuer(ORIGIN + "/api/auth")
                .audience(RESOURCE, ORIGIN + "/api/auth/oauth2/userinfo");
    }

    static Stream<Arguments> tokensOfBetterAuthOAuth() {
        Consumer<TestToken> ofClient = t -> resourceToken(t).subject("web").withoutClaim("sid");
        Consumer<TestToken> id = t -> idToken(t).issuer(ORIGIN + "/api/auth").audience(RESOURCE);
        Consumer<TestToken> logout =
                t -> logoutToken(t).issuer(ORIGIN + "/api/auth").audience(RESOURCE);
        return Stream.of(
                kind("access token", TokenKindsTest::resourceToken, "accepted"),
                kind("access token of a client alone", ofClient, "accepted"),
                kind(
                        "access token for another resource",
                        t -> resourceToken(t).audience("https://other.example.com/mcp"),
                        "wrong_audience"),
                kind(
                        "access token without resource",
                        t -> resourceToken(t).audience(ORIGIN + "/api/auth/oauth2/userinfo"),
                        "wrong_audience"),
                kind("access token of the origin", t -> resourceToken(t).issuer(ORIGIN), "wrong_issuer"),
                kind("access token without typ", t -> resourceToken(t).withoutHeader("typ"), "wrong_type"),
                kind("token of the jwt plugin", TokenKindsTest::apiToken, "wrong_issuer"),
                kind(
                        "token of the jwt plugin with this issuer",
                        id.andThen(t -> apiToken(t).issuer(ORIGIN + "/api/auth")),
                        "wrong_type"),
                kind("ID token", id, "wrong_type"),
                kind(
                        "ID token of a client that is the resource, if it had the type",
                        id.andThen(
                                t -> t.type("at+jwt").claim("client_id", "web").claim("jti", "1")),
                        "claim_rejected"),
                kind("access token with at_hash", t -> resourceToken(t).claim("at_hash", "x"), "claim_rejected"),
                kind("access token with nonce", t -> resourceToken(t).claim("nonce", "x"), "claim_rejected"),
                kind("access token with acr", t -> resourceToken(t).claim("acr", "1"), "accepted"),
                kind("logout token", logout, "wrong_type"),
                kind(
                        "logout token, if it had the type",
                        logout.andThen(t -> t.type("at+jwt").claim("client_id", "web")),
                        "claim_rejected"));
    }

    @ParameterizedTest
    @MethodSource("tokensOfBetterAuthOAuth")
    void acceptsNothingButAccessTokensForTheResourceOfBetterAuthOAuth(Consumer<TestToken> shape, String verdict) {
        assertThat(verdict(betterAuthOAuth(), shape)).isEqualTo(verdict);
    }

    @Test
    void acceptsBoundAccessTokensOfBetterAuthOAuthAfterTheirProof() {
        Consumer<TestToken> bound =
                t -> resourceToken(t).claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
        JwtVerifier verifier = JwtVerifier.trusting(betterAuthOAuth().build());

        assertThat(verdict(betterAuthOAuth(), bound)).isEqualTo("sender_constrained");
        assertThat(verifier.verify(ISSUER.token(bound), (method, thumbprint) -> true)
                        .claims())
                .containsKey("cnf");
    }

    /** Opaque: 32 letters, with a prefix where one is configured. */
    @Test
    void rejectsARefreshTokenOfBetterAuth() {
        JwtVerifier verifier = JwtVerifier.trusting(betterAuth().build());

        for (String refresh : List.of("kTpppxDfLaWQbUOXyJmYVsBCWKfGcZQa", "rt_kTpppxDfLaWQbUOXyJmYVsBCWKfGcZQa")) {
            assertThat(verifier.explain(refresh).reason().map(RejectionReason::code))
                    .contains("malformed");
        }
    }
}
