package io.github.jotguard.issuers;

import static io.github.jotguard.issuers.IssuerAddress.identifier;
import static io.github.jotguard.issuers.IssuerAddress.origin;
import static io.github.jotguard.issuers.IssuerAddress.segment;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.settings.BetterAuth;
import java.util.List;

/**
 * Settings for the tokens of well-known issuers. Thread-safe: each call returns a new builder. Each setting can be
 * changed once by its method on the builder. Required claims and rules are added. If a preset has no audience,
 * {@code build()} requires one. Every preset has a second form with key sources, for a {@link RemoteJwkSet} with its
 * own settings or for tests.
 *
 * <p>Each preset names the source of its facts: observed on a running server, the issuer's own documentation or library,
 * or another source. Before you rely on a preset, try one of your tokens with
 * {@link io.github.jotguard.JwtVerifier#explain}.
 */
public final class KnownIssuers {

    private static final String WELL_KNOWN_KEYS = "/.well-known/jwks.json";
    private static final String ENTRA = "https://login.microsoftonline.com/";
    private static final String ENTRA_KEYS = "/discovery/v2.0/keys";

    /** Claims of ID tokens (OpenID Connect Core §2) and of logout tokens (Back-Channel Logout §2.4). */
    private static final List<String> OF_OTHER_TOKENS = List.of("acr", "at_hash", "nonce", "events");

    /** Claims of ID tokens and logout tokens that no access token has. */
    private static final List<String> NOT_OF_ACCESS_TOKENS = List.of("at_hash", "nonce", "events");

    /** The claim {@code typ} of access tokens of Keycloak; a client can have them in lower case. */
    private static final String[] KEYCLOAK_ACCESS_TOKENS = {"Bearer", "DPoP", "bearer", "dpop"};

    private KnownIssuers() {}

    /**
     * Returns settings for Better Auth with its {@code jwt} plugin. Observed on a running Better Auth 1.7.7. Issuer and
     * audience are the origin of the application. The JWKS URI is {@code {origin}/api/auth/jwks}. Tokens are signed
     * with EdDSA, ES256 or RS256 and have no {@code typ}. The session-cache cookie is signed with the same keys and is
     * rejected by type and by audience.
     *
     * <p>Tokens of its OAuth provider have another issuer (observed on Better Auth 1.7.5), unless the {@code jwt}
     * plugin has an {@code issuer} of its own. They are also rejected for other reasons. Logout tokens have the type
     * {@code logout+jwt}. ID tokens have no type, but have claims that tokens of the {@code jwt} plugin lack:
     * {@code acr}, {@code at_hash} or {@code nonce}. Tokens with {@code events} are rejected too. Refresh tokens are
     * not JWTs.
     *
     * @param origin scheme, host and port as in the token's {@code iss}, such as {@code https://app.example.com}
     * @throws IllegalArgumentException if it has a path, a query or a trailing slash, or is neither https nor loopback
     */
    public static TrustedIssuer.Builder betterAuth(String origin) {
        return betterAuth(origin, RemoteJwkSet.at(BetterAuth.jwksUri(origin(origin))));
    }

    /**
     * Returns the settings of {@link #betterAuth(String)} with these keys.
     *
     * @param origin as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the origin has a path, a query or a trailing slash
     */
    public static TrustedIssuer.Builder betterAuth(String origin, VerificationKeys keys) {
        return TrustedIssuer.builder(origin(origin), keys)
                .audience(origin)
                .requireClaims("sub")
                .rule(ClaimRule.nonBlocking((jwt, now) ->
                        isAccessToken(jwt) || OF_OTHER_TOKENS.stream().noneMatch(name -> has(jwt, name))))
                .withoutAuthorizationServer()
                .asDefaults();
    }

    /**
     * Returns settings for access tokens of Better Auth with its OAuth provider, as MCP clients obtain them. Set the
     * audience to the URL of your resource. Observed on a running Better Auth 1.7.5. {@code iss} is
     * {@code {origin}/api/auth}, and the JWKS URI is {@code {origin}/api/auth/jwks}. Tokens are in the profile of
     * RFC 9068: {@code typ} is {@code at+jwt}. They are signed with EdDSA; set the algorithm if the {@code jwt} plugin
     * has another one. {@code aud} has the {@code resource} that the client requested, and the address of the user
     * info. A client that requests no {@code resource} gets an opaque token, which is not a JWT.
     *
     * <p>ID tokens and logout tokens of the same issuer are rejected by their type, and by the claims {@code at_hash},
     * {@code nonce} and {@code events}, which access tokens lack. Tokens of the {@code jwt} plugin have another
     * {@code iss} and no type; to accept these too, also trust {@link #betterAuth(String, VerificationKeys)} with the
     * same keys.
     *
     * @param origin scheme, host and port of the server, such as {@code https://app.example.com}
     * @throws IllegalArgumentException if it has a path, a query or a trailing slash, or is neither https nor loopback
     */
    public static TrustedIssuer.Builder betterAuthOAuth(String origin) {
        return betterAuthOAuth(origin, RemoteJwkSet.at(BetterAuth.jwksUri(origin(origin))));
    }

    /**
     * Returns the settings of {@link #betterAuthOAuth(String)} with these keys.
     *
     * @param origin as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the origin has a path, a query or a trailing slash
     */
    public static TrustedIssuer.Builder betterAuthOAuth(String origin, VerificationKeys keys) {
        return rfc9068AccessTokens(BetterAuth.oauthIssuer(origin(origin)), keys)
                .algorithms(JwsAlgorithm.EdDSA)
                .rule(ClaimRule.nonBlocking(
                        (jwt, now) -> NOT_OF_ACCESS_TOKENS.stream().noneMatch(name -> has(jwt, name))))
                .asDefaults();
    }

    /** Returns whether it is an access token, in which RFC 9068 §2.2.1 allows {@code acr}. */
    private static boolean isAccessToken(VerifiedJwt jwt) {
        return jwt.type().filter(type -> type.equalsIgnoreCase("at+jwt")).isPresent();
    }

    private static boolean has(VerifiedJwt jwt, String claim) {
        return jwt.claims().get(claim) != null;
    }

    /**
     * Returns settings for OAuth 2.0 access tokens in the profile of RFC 9068. Set the audience. {@code typ} is
     * required and must be {@code at+jwt} (§4). {@code iss}, {@code exp}, {@code aud}, {@code sub}, {@code client_id},
     * {@code iat} and {@code jti} are required (§2.2). {@code scope}, if present, must be a string (§2.2.3). An ID
     * token of the same issuer is rejected.
     *
     * @param issuer the value of the token's {@code iss}
     * @param keys the keys that the issuer's metadata name (§4), such as {@link RemoteJwkSet#discoveredFrom}
     * @throws IllegalArgumentException if the issuer is blank or begins or ends with white space
     */
    public static TrustedIssuer.Builder rfc9068AccessTokens(String issuer, VerificationKeys keys) {
        return TrustedIssuer.builder(issuer, keys)
                .acceptTypes("at+jwt")
                .requireType()
                .requireClaims("iss", "exp", "aud", "sub", "client_id", "iat", "jti")
                .rule(ClaimRule.nonBlocking((jwt, now) -> jwt.claims().get("scope") == null
                        || jwt.claim("scope", String.class).isPresent()))
                .asDefaults();
    }

    /**
     * Returns settings for Auth0. Set the audience to the identifier of your API. {@code iss} is the domain as an https
     * address with a trailing slash. The JWKS URI is {@code /.well-known/jwks.json}, and tokens are signed with RS256.
     * The type is {@code JWT}, or {@code at+jwt} in the RFC 9068 profile. A client that requests no audience gets an
     * opaque token, which is not a JWT. These facts are from Auth0's documentation.
     *
     * @param domain a host name such as {@code tenant.eu.auth0.com}, or your custom domain
     * @throws IllegalArgumentException if it is more than a host name
     */
    public static TrustedIssuer.Builder auth0(String domain) {
        return auth0(domain, RemoteJwkSet.at("https://" + segment("domain", domain) + WELL_KNOWN_KEYS));
    }

    /**
     * Returns the settings of {@link #auth0(String)} with these keys.
     *
     * @param domain as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the domain is more than a host name
     */
    public static TrustedIssuer.Builder auth0(String domain, VerificationKeys keys) {
        return TrustedIssuer.builder("https://" + segment("domain", domain) + "/", keys)
                .algorithms(JwsAlgorithm.RS256)
                .asDefaults();
    }

    /**
     * Returns settings for Keycloak. Set the audience to the value that an audience mapper puts into {@code aud}.
     * {@code iss} is the address of the realm, and the JWKS URI is {@code /protocol/openid-connect/certs} below it.
     * Observed on a running Keycloak 26.7.3. The algorithms are EdDSA, ES256 and RS256, which is Keycloak's default.
     *
     * <p>Without an audience mapper, {@code aud} is absent or has only clients that the user has roles on. It never has
     * the client that requested the token. The claim {@code typ} must be {@code Bearer} or {@code DPoP}, in one of the
     * two spellings that Keycloak has for each. ID, refresh and logout tokens have another value.
     *
     * @param realm the address of the realm, such as {@code https://id.example.com/realms/staff}
     * @throws IllegalArgumentException if it is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder keycloak(String realm) {
        return keycloak(realm, RemoteJwkSet.at(identifier(realm) + "/protocol/openid-connect/certs"));
    }

    /**
     * Returns the settings of {@link #keycloak(String)} with these keys.
     *
     * @param realm as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the realm is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder keycloak(String realm, VerificationKeys keys) {
        return TrustedIssuer.builder(identifier(realm), keys)
                .rule(ClaimRule.claimMatches("typ", KEYCLOAK_ACCESS_TOKENS))
                .asDefaults();
    }

    /**
     * Returns settings for access tokens of an Amazon Cognito user pool. Set the audience to the ID of your app client.
     * The tokens have no {@code aud}, so {@code client_id} names the audience. {@code token_use} must be
     * {@code access}, because ID tokens come from the same pool. They are signed with RS256. These facts are from the
     * documentation of Cognito.
     *
     * <p>{@code iss} is the address of the pool, and the JWKS URI is {@code /.well-known/jwks.json} below it. Some pools
     * have a second issuer, {@code https://issuer.cognito-idp.…}. These facts are from Amazon's library aws-jwt-verify.
     *
     * @param issuer the address of the pool, such as
     *     {@code https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example}
     * @throws IllegalArgumentException if it is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder cognitoAccessTokens(String issuer) {
        return cognitoAccessTokens(issuer, RemoteJwkSet.at(identifier(issuer) + WELL_KNOWN_KEYS));
    }

    /**
     * Returns the settings of {@link #cognitoAccessTokens(String)} with these keys.
     *
     * @param issuer as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the issuer is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder cognitoAccessTokens(String issuer, VerificationKeys keys) {
        return TrustedIssuer.builder(identifier(issuer), keys)
                .algorithms(JwsAlgorithm.RS256)
                .audienceClaim("client_id")
                .rule(ClaimRule.claimEquals("token_use", "access"))
                .asDefaults();
    }

    /**
     * Returns settings for ID tokens of an Amazon Cognito user pool. Set the audience to the ID of your app client.
     * {@code aud} is the app client, and {@code token_use} must be {@code id}. For access tokens too, also trust
     * {@link #cognitoAccessTokens(String, VerificationKeys)} with the same keys. The other facts are as there.
     *
     * @param issuer the address of the pool, such as
     *     {@code https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example}
     * @throws IllegalArgumentException if it is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder cognitoIdTokens(String issuer) {
        return cognitoIdTokens(issuer, RemoteJwkSet.at(identifier(issuer) + WELL_KNOWN_KEYS));
    }

    /**
     * Returns the settings of {@link #cognitoIdTokens(String)} with these keys.
     *
     * @param issuer as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the issuer is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder cognitoIdTokens(String issuer, VerificationKeys keys) {
        return TrustedIssuer.builder(identifier(issuer), keys)
                .algorithms(JwsAlgorithm.RS256)
                .rule(ClaimRule.claimEquals("token_use", "id"))
                .asDefaults();
    }

    /**
     * Returns settings for session tokens of Clerk. Set the audience to the origin of each of your pages. The tokens
     * have no {@code aud} by default, so {@code azp}, the origin of the page, names the audience. Clerk sometimes omits
     * {@code azp}. Such a token is rejected unless {@link TrustedIssuer.Builder#allowMissingAudience()} is called. A
     * token of a JWT template has no {@code sid} and is rejected; trust its {@code aud} in a separate entry.
     *
     * <p>{@code iss} is the address of the Frontend API, and the JWKS URI is {@code /.well-known/jwks.json} below it.
     * These facts are from Clerk's documentation. RS256 is from another source.
     *
     * @param issuer the address of the Frontend API
     * @throws IllegalArgumentException if it is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder clerk(String issuer) {
        return clerk(issuer, RemoteJwkSet.at(identifier(issuer) + WELL_KNOWN_KEYS));
    }

    /**
     * Returns the settings of {@link #clerk(String)} with these keys.
     *
     * @param issuer as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the issuer is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder clerk(String issuer, VerificationKeys keys) {
        return TrustedIssuer.builder(identifier(issuer), keys)
                .algorithms(JwsAlgorithm.RS256)
                .audienceClaim("azp")
                .requireClaims("sub", "sid")
                .withoutAuthorizationServer()
                .asDefaults();
    }

    /**
     * Returns settings for Supabase Auth with signing keys. {@code iss} is {@code {project}/auth/v1}, and the JWKS URI
     * is {@code /.well-known/jwks.json} below it. Tokens are signed with ES256 or RS256. These facts are from
     * Supabase's documentation. The audience {@code authenticated} is from another source. It is the same for every
     * project, so only the issuer distinguishes projects.
     *
     * <p>For the legacy HS256 secret, begin with {@code TrustedIssuer.builder(issuer, SharedSecret.ofUtf8(secret))}.
     *
     * @param project the origin of the project, such as {@code https://example.supabase.co}
     * @throws IllegalArgumentException if it is more than an origin
     */
    public static TrustedIssuer.Builder supabase(String project) {
        return supabase(project, RemoteJwkSet.at(origin(project) + "/auth/v1" + WELL_KNOWN_KEYS));
    }

    /**
     * Returns the settings of {@link #supabase(String)} with these keys.
     *
     * @param project as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the project is more than an origin
     */
    public static TrustedIssuer.Builder supabase(String project, VerificationKeys keys) {
        return TrustedIssuer.builder(origin(project) + "/auth/v1", keys)
                .algorithms(JwsAlgorithm.ES256, JwsAlgorithm.RS256)
                .audience("authenticated")
                .asDefaults();
    }

    /**
     * Returns settings for ID tokens of Firebase Authentication. {@code iss} is
     * {@code https://securetoken.google.com/{project}}, {@code aud} is the project, and tokens are signed with RS256.
     * These facts are from Firebase's Admin SDK. There is no form without keys, because the usual endpoint returns
     * certificates and not a JWK Set.
     *
     * @param project the ID of the project
     * @param keys the JWK Set of the service account that signs
     * @throws IllegalArgumentException if the project is more than a name
     */
    public static TrustedIssuer.Builder firebase(String project, VerificationKeys keys) {
        return TrustedIssuer.builder("https://securetoken.google.com/" + segment("project", project), keys)
                .algorithms(JwsAlgorithm.RS256)
                .audience(project)
                .requireClaims("sub")
                .withoutAuthorizationServer()
                .asDefaults();
    }

    /**
     * Returns settings for Microsoft Entra ID, tokens of version 2. Set the audience. {@code iss} is
     * {@code https://login.microsoftonline.com/{tenant}/v2.0}, and tokens are signed with RS256. The manifest of your
     * API sets the version of its tokens. {@code aud} is the client ID of your API. Audience, type and algorithm are
     * from Microsoft's documentation. {@code iss} and the JWKS URI are from another source. Tokens for Microsoft Graph
     * can be verified only by Microsoft Graph (from another source).
     *
     * @param tenant the ID of your tenant; never {@code common}, which no token has as its issuer
     * @throws IllegalArgumentException if it is not the ID of a single tenant
     */
    public static TrustedIssuer.Builder entraV2(String tenant) {
        return entraV2(tenant, entraKeys(tenant));
    }

    /**
     * Returns the settings of {@link #entraV2(String)} with these keys.
     *
     * @param tenant as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the tenant is not the ID of a single tenant
     */
    public static TrustedIssuer.Builder entraV2(String tenant, VerificationKeys keys) {
        return entra(ENTRA + IssuerAddress.tenant(tenant) + "/v2.0", keys);
    }

    /**
     * Returns settings for Microsoft Entra ID, tokens of version 1. Set the audience. {@code iss} is
     * {@code https://sts.windows.net/{tenant}/}. {@code aud} is the App ID URI or the client ID of your API (from
     * Microsoft's documentation). The other facts are as for {@link #entraV2(String)}.
     *
     * @param tenant the ID of your tenant
     * @throws IllegalArgumentException if it is not the ID of a single tenant
     */
    public static TrustedIssuer.Builder entraV1(String tenant) {
        return entraV1(tenant, entraKeys(tenant));
    }

    /**
     * Returns the settings of {@link #entraV1(String)} with these keys.
     *
     * @param tenant as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the tenant is not the ID of a single tenant
     */
    public static TrustedIssuer.Builder entraV1(String tenant, VerificationKeys keys) {
        return entra("https://sts.windows.net/" + IssuerAddress.tenant(tenant) + "/", keys);
    }

    /**
     * Returns settings for Microsoft Entra ID, tokens of version 2 of any tenant. Set the audience. Every tenant of
     * Entra ID is accepted. Add a rule on {@code tid}, such as {@code ClaimRule.claimIn("tid", …)}.
     *
     * <p>{@code iss} must name the tenant in {@code tid}, as in {@code https://login.microsoftonline.com/{tid}/v2.0}.
     * The keys are those of all tenants, at {@code /common/discovery/v2.0/keys} (from another source). Tokens of other
     * trusted issuers with a name still belong to those. The other facts are as for {@link #entraV2(String)}.
     */
    public static TrustedIssuer.Builder entraV2AnyTenant() {
        return entraV2AnyTenant(RemoteJwkSet.at(ENTRA + "common" + ENTRA_KEYS));
    }

    /**
     * Returns the settings of {@link #entraV2AnyTenant()} with these keys.
     *
     * @param keys the keys of all tenants, and of no other issuer
     */
    public static TrustedIssuer.Builder entraV2AnyTenant(VerificationKeys keys) {
        return TrustedIssuer.anyIssuer(keys)
                .algorithms(JwsAlgorithm.RS256)
                .requireClaims("iss", "tid")
                .rule(ClaimRule.nonBlocking((jwt, now) -> jwt.claim("tid", String.class)
                        .filter(tid ->
                                IssuerAddress.isTenant(tid) && jwt.issuer().equals(ENTRA + tid + "/v2.0"))
                        .isPresent()))
                .asDefaults();
    }

    private static TrustedIssuer.Builder entra(String issuer, VerificationKeys keys) {
        return TrustedIssuer.builder(issuer, keys)
                .algorithms(JwsAlgorithm.RS256)
                .asDefaults();
    }

    private static RemoteJwkSet entraKeys(String tenant) {
        return RemoteJwkSet.at(ENTRA + IssuerAddress.tenant(tenant) + ENTRA_KEYS);
    }

    /**
     * Returns settings for ID tokens of Google. This is not from Google's own documentation. {@code iss} is
     * {@code https://accounts.google.com} with or without {@code https://}, and {@code aud} is your client. The JWKS
     * URI is {@code https://www.googleapis.com/oauth2/v3/certs}, and tokens are signed with RS256. Google's access
     * tokens are for Google's own APIs.
     *
     * @param clientId the ID of your OAuth client
     * @throws IllegalArgumentException if it is blank or begins or ends with white space
     */
    public static TrustedIssuer.Builder google(String clientId) {
        return google(clientId, RemoteJwkSet.at("https://www.googleapis.com/oauth2/v3/certs"));
    }

    /**
     * Returns the settings of {@link #google(String)} with these keys.
     *
     * @param clientId as for that method
     * @param keys the keys of this issuer, and of no other
     * @throws IllegalArgumentException if the client ID is blank or begins or ends with white space
     */
    public static TrustedIssuer.Builder google(String clientId, VerificationKeys keys) {
        return TrustedIssuer.builder("https://accounts.google.com", keys)
                .alsoIssuedAs("accounts.google.com")
                .algorithms(JwsAlgorithm.RS256)
                .audience(clientId)
                .requireClaims("sub")
                .asDefaults();
    }
}
