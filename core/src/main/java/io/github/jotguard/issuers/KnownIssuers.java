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
 * What is known of the tokens of well-known issuers, as settings to start from: each may be changed by calling its method on the builder
 * once; claims and rules add up. Where a preset knows no audience, {@code build()} asks for one. Every preset has a second form that
 * takes the keys, for a {@link RemoteJwkSet} with settings of its own or for tests.
 *
 * <p>Each says where its facts come from: observed on a running server, the issuer's own documentation, another source, or not
 * verified, which means general knowledge that nobody has confirmed for this preset. Try one token of yours with
 * {@link io.github.jotguard.JwtVerifier#explain} before you rely on it.
 */
public final class KnownIssuers {

    private static final String WELL_KNOWN_KEYS = "/.well-known/jwks.json";
    private static final String ENTRA = "https://login.microsoftonline.com/";
    private static final String ENTRA_KEYS = "/discovery/v2.0/keys";

    /** Claims of ID tokens (OpenID Connect Core §2) and of logout tokens (Back-Channel Logout §2.4). */
    private static final List<String> OF_OTHER_TOKENS = List.of("acr", "at_hash", "nonce", "events");

    /** The claim {@code typ} of access tokens of Keycloak; a client can have them in lower case. */
    private static final String[] KEYCLOAK_ACCESS_TOKENS = {"Bearer", "DPoP", "bearer", "dpop"};

    private KnownIssuers() {}

    /**
     * Better Auth with its {@code jwt} plugin: issuer and audience are the origin of the application, the keys are at
     * {@code {origin}/api/auth/jwks}, signed with EdDSA, ES256 or RS256, without {@code typ}. Its session-cache cookie, signed with the
     * same keys, is rejected by type and by audience. Observed on a running Better Auth 1.7.7. Of the tokens of its OAuth provider, logout
     * tokens are rejected by their type {@code logout+jwt}. ID tokens have none and are rejected by claims that tokens of the {@code jwt}
     * plugin lack ({@code acr}, {@code at_hash}, {@code nonce}), as is any token with {@code events}. From its published source; its refresh
     * tokens are no JWTs.
     *
     * @param origin such as {@code https://app.example.com}: scheme, host and port, as in the token's {@code iss}
     * @throws IllegalArgumentException if it has a path, a query or a trailing slash, or is neither https nor loopback
     */
    public static TrustedIssuer.Builder betterAuth(String origin) {
        return betterAuth(origin, RemoteJwkSet.at(BetterAuth.jwksUri(origin(origin))));
    }

    /** As {@link #betterAuth(String)}, with these keys. */
    public static TrustedIssuer.Builder betterAuth(String origin, VerificationKeys keys) {
        return TrustedIssuer.builder(origin(origin), keys)
                .audience(origin)
                .requireClaims("sub")
                .rule((jwt, now) ->
                        isAccessToken(jwt) || OF_OTHER_TOKENS.stream().noneMatch(name -> has(jwt, name)))
                .asDefaults();
    }

    /** RFC 9068 §2.2.1 allows {@code acr} in one. */
    private static boolean isAccessToken(VerifiedJwt jwt) {
        return jwt.type().filter(type -> type.equalsIgnoreCase("at+jwt")).isPresent();
    }

    private static boolean has(VerifiedJwt jwt, String claim) {
        return jwt.claims().get(claim) != null;
    }

    /**
     * The profile for OAuth 2.0 access tokens of RFC 9068: {@code typ} is {@code at+jwt} and must be there (§4); {@code iss},
     * {@code exp}, {@code aud}, {@code sub}, {@code client_id}, {@code iat} and {@code jti} are required (§2.2); {@code scope}, if there,
     * is a string (§2.2.3). An ID token of the same issuer is rejected. The audience is to be set.
     *
     * @param issuer as in the token's {@code iss}
     * @param keys those that the issuer's metadata name (§4), such as {@link RemoteJwkSet#discoveredFrom}
     */
    public static TrustedIssuer.Builder rfc9068AccessTokens(String issuer, VerificationKeys keys) {
        return TrustedIssuer.builder(issuer, keys)
                .acceptTypes("at+jwt")
                .requireType()
                .requireClaims("iss", "exp", "aud", "sub", "client_id", "iat", "jti")
                .rule((jwt, now) -> jwt.claims().get("scope") == null
                        || jwt.claim("scope", String.class).isPresent())
                .asDefaults();
    }

    /**
     * Auth0: {@code iss} is the domain as https address with a slash at the end, the keys are at {@code /.well-known/jwks.json}, signed with
     * RS256. From Auth0's documentation. That the type is {@code JWT}, or {@code at+jwt} in the RFC 9068 profile, is not verified. The
     * audience to set is the identifier of your API; a client that asks for none gets an opaque token, which is no JWT (not verified).
     *
     * @param domain such as {@code tenant.eu.auth0.com}, or your custom domain
     * @throws IllegalArgumentException if it is more than a host name
     */
    public static TrustedIssuer.Builder auth0(String domain) {
        return auth0(domain, RemoteJwkSet.at("https://" + segment("domain", domain) + WELL_KNOWN_KEYS));
    }

    /** As {@link #auth0(String)}, with these keys. */
    public static TrustedIssuer.Builder auth0(String domain, VerificationKeys keys) {
        return TrustedIssuer.builder("https://" + segment("domain", domain) + "/", keys)
                .algorithms(JwsAlgorithm.RS256)
                .asDefaults();
    }

    /**
     * Keycloak: {@code iss} is the address of the realm, the keys are at {@code /protocol/openid-connect/certs} below it; from a test of
     * Keycloak 26.8 by others. The algorithms are left at EdDSA, ES256 and RS256; RS256 as its default is not verified. The audience to
     * set is what an audience mapper puts into {@code aud}: without one it holds only clients that the user has roles on, or is left
     * out, and never the client that asked for the token. The claim {@code typ} must say {@code Bearer} or {@code DPoP}, in any of the
     * two spellings that Keycloak has for each: ID, refresh and logout tokens say something else.
     *
     * @param realm such as {@code https://id.example.com/realms/staff}
     * @throws IllegalArgumentException if it is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder keycloak(String realm) {
        return keycloak(realm, RemoteJwkSet.at(identifier(realm) + "/protocol/openid-connect/certs"));
    }

    /** As {@link #keycloak(String)}, with these keys. */
    public static TrustedIssuer.Builder keycloak(String realm, VerificationKeys keys) {
        return TrustedIssuer.builder(identifier(realm), keys)
                .rule(ClaimRule.claimMatches("typ", KEYCLOAK_ACCESS_TOKENS))
                .asDefaults();
    }

    /**
     * Access tokens of an Amazon Cognito user pool: they have no {@code aud}, so {@code client_id} is looked at in its place; they must say
     * {@code token_use} {@code access}, because ID tokens come from the same pool. Signed with RS256. From the documentation of Cognito;
     * that {@code iss} is the address of the pool and the keys are at {@code /.well-known/jwks.json} below it is not verified. The audience
     * to set is the ID of your app client.
     *
     * @param issuer such as {@code https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example}
     * @throws IllegalArgumentException if it is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder cognitoAccessTokens(String issuer) {
        return cognitoAccessTokens(issuer, RemoteJwkSet.at(identifier(issuer) + WELL_KNOWN_KEYS));
    }

    /** As {@link #cognitoAccessTokens(String)}, with these keys. */
    public static TrustedIssuer.Builder cognitoAccessTokens(String issuer, VerificationKeys keys) {
        return TrustedIssuer.builder(identifier(issuer), keys)
                .algorithms(JwsAlgorithm.RS256)
                .audienceClaim("client_id")
                .rule(ClaimRule.claimEquals("token_use", "access"))
                .asDefaults();
    }

    /**
     * ID tokens of an Amazon Cognito user pool: {@code aud} is the app client, and they must say {@code token_use} {@code id}. For access
     * tokens as well, trust {@link #cognitoAccessTokens(String, VerificationKeys)} beside it, with the same keys. Else as there.
     *
     * @param issuer such as {@code https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example}
     * @throws IllegalArgumentException if it is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder cognitoIdTokens(String issuer) {
        return cognitoIdTokens(issuer, RemoteJwkSet.at(identifier(issuer) + WELL_KNOWN_KEYS));
    }

    /** As {@link #cognitoIdTokens(String)}, with these keys. */
    public static TrustedIssuer.Builder cognitoIdTokens(String issuer, VerificationKeys keys) {
        return TrustedIssuer.builder(identifier(issuer), keys)
                .algorithms(JwsAlgorithm.RS256)
                .rule(ClaimRule.claimEquals("token_use", "id"))
                .asDefaults();
    }

    /**
     * Session tokens of Clerk: they have no {@code aud} by default, so {@code azp}, the origin of the page, is looked at in its place. Clerk
     * may leave it out; such a token is rejected, unless {@link TrustedIssuer.Builder#allowMissingAudience()}. A token of a JWT template
     * has no {@code sid} and is rejected; trust its {@code aud} in an entry of its own. {@code iss} is the address of the Frontend API, the keys are at
     * {@code /.well-known/jwks.json} below it; from Clerk's documentation. RS256 is from another source. The audience to set is the origin
     * of each of your pages.
     *
     * @param issuer the address of the Frontend API
     * @throws IllegalArgumentException if it is not an address, or ends with a slash
     */
    public static TrustedIssuer.Builder clerk(String issuer) {
        return clerk(issuer, RemoteJwkSet.at(identifier(issuer) + WELL_KNOWN_KEYS));
    }

    /** As {@link #clerk(String)}, with these keys. */
    public static TrustedIssuer.Builder clerk(String issuer, VerificationKeys keys) {
        return TrustedIssuer.builder(identifier(issuer), keys)
                .algorithms(JwsAlgorithm.RS256)
                .audienceClaim("azp")
                .requireClaims("sub", "sid")
                .asDefaults();
    }

    /**
     * Supabase Auth with signing keys: {@code iss} is {@code {project}/auth/v1}, the keys are at {@code /.well-known/jwks.json} below it,
     * signed with ES256 or RS256; from Supabase's documentation. The audience {@code authenticated} is from another source; it is the
     * same for every project, so that the issuer alone tells projects apart. For the legacy HS256 secret, begin with
     * {@code TrustedIssuer.builder(issuer, SharedSecret.ofUtf8(secret))}.
     *
     * @param project the origin of the project, such as {@code https://example.supabase.co}
     * @throws IllegalArgumentException if it is more than an origin
     */
    public static TrustedIssuer.Builder supabase(String project) {
        return supabase(project, RemoteJwkSet.at(origin(project) + "/auth/v1" + WELL_KNOWN_KEYS));
    }

    /** As {@link #supabase(String)}, with these keys. */
    public static TrustedIssuer.Builder supabase(String project, VerificationKeys keys) {
        return TrustedIssuer.builder(origin(project) + "/auth/v1", keys)
                .algorithms(JwsAlgorithm.ES256, JwsAlgorithm.RS256)
                .audience("authenticated")
                .asDefaults();
    }

    /**
     * ID tokens of Firebase Authentication: {@code iss} is {@code https://securetoken.google.com/{project}}, {@code aud} the project, signed
     * with RS256; not from Firebase's own documentation. There is no form without keys: the endpoint in common use answers with
     * certificates, which is no JWK Set.
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
                .asDefaults();
    }

    /**
     * Microsoft Entra ID, tokens of version 2: {@code iss} is {@code https://login.microsoftonline.com/{tenant}/v2.0}, signed with RS256.
     * Which version your API gets, its manifest says. Type and algorithm are from Microsoft's documentation; {@code iss} and the address
     * of the keys are from another source; that {@code aud} is the client ID of your API is not verified. Tokens for Microsoft Graph
     * cannot be verified by anybody else.
     *
     * @param tenant the ID of your tenant; never {@code common}, which no token has for an issuer
     * @throws IllegalArgumentException if it is no single tenant
     */
    public static TrustedIssuer.Builder entraV2(String tenant) {
        return entraV2(tenant, entraKeys(tenant));
    }

    /** As {@link #entraV2(String)}, with these keys. */
    public static TrustedIssuer.Builder entraV2(String tenant, VerificationKeys keys) {
        return entra(ENTRA + IssuerAddress.tenant(tenant) + "/v2.0", keys);
    }

    /**
     * Microsoft Entra ID, tokens of version 1: {@code iss} is {@code https://sts.windows.net/{tenant}/}; that {@code aud} is the App ID URI
     * or the ID of your API is not verified. Else as {@link #entraV2(String)}.
     *
     * @param tenant the ID of your tenant
     * @throws IllegalArgumentException if it is no single tenant
     */
    public static TrustedIssuer.Builder entraV1(String tenant) {
        return entraV1(tenant, entraKeys(tenant));
    }

    /** As {@link #entraV1(String)}, with these keys. */
    public static TrustedIssuer.Builder entraV1(String tenant, VerificationKeys keys) {
        return entra("https://sts.windows.net/" + IssuerAddress.tenant(tenant) + "/", keys);
    }

    /**
     * Microsoft Entra ID, tokens of version 2 of any tenant: {@code iss} must name the tenant in {@code tid}, as in
     * {@code https://login.microsoftonline.com/{tid}/v2.0}. The keys are those of all tenants, at {@code /common/discovery/v2.0/keys}
     * (from another source). Every tenant of the world is accepted: add a rule on {@code tid}, such as
     * {@code ClaimRule.claimIn("tid", …)}. Beside it, issuers with a name keep their own tokens. Else as {@link #entraV2(String)}.
     */
    public static TrustedIssuer.Builder entraV2AnyTenant() {
        return entraV2AnyTenant(RemoteJwkSet.at(ENTRA + "common" + ENTRA_KEYS));
    }

    /** As {@link #entraV2AnyTenant()}, with these keys. */
    public static TrustedIssuer.Builder entraV2AnyTenant(VerificationKeys keys) {
        return TrustedIssuer.anyIssuer(keys)
                .algorithms(JwsAlgorithm.RS256)
                .requireClaims("iss", "tid")
                .rule((jwt, now) -> jwt.claim("tid", String.class)
                        .filter(tid ->
                                IssuerAddress.isTenant(tid) && jwt.issuer().equals(ENTRA + tid + "/v2.0"))
                        .isPresent())
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
     * ID tokens of Google: {@code iss} is {@code https://accounts.google.com} with or without {@code https://}, {@code aud} is your client,
     * the keys are at {@code https://www.googleapis.com/oauth2/v3/certs}, signed with RS256; not from Google's own documentation. Google's
     * access tokens are opaque (not verified), so they are no JWTs.
     *
     * @param clientId the ID of your OAuth client
     */
    public static TrustedIssuer.Builder google(String clientId) {
        return google(clientId, RemoteJwkSet.at("https://www.googleapis.com/oauth2/v3/certs"));
    }

    /** As {@link #google(String)}, with these keys. */
    public static TrustedIssuer.Builder google(String clientId, VerificationKeys keys) {
        return TrustedIssuer.builder("https://accounts.google.com", keys)
                .alsoIssuedAs("accounts.google.com")
                .algorithms(JwsAlgorithm.RS256)
                .audience(clientId)
                .requireClaims("sub")
                .asDefaults();
    }
}
