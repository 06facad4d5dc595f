package io.github.jotguard.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An issuer that has a page of the documentation, found by {@code iss}, with the settings for its tokens.
 *
 * @param name the name of the product
 * @param page the file below {@code docs/issuers}
 * @param iss the pattern of its {@code iss}
 * @param properties Spring properties besides issuer, audience and algorithms, one a line; {@code {iss}} is the issuer
 */
record KnownService(String name, String page, Pattern iss, List<String> properties) {

    private static final String HOST = "https://[A-Za-z0-9.-]+(:[0-9]+)?";
    private static final String LOCAL_OR_HTTPS = "https?://[A-Za-z0-9.\\[\\]:-]+";

    private static final List<KnownService> ALL = List.of(
            of("Google", "google.md", "(https://)?accounts\\.google\\.com"),
            of(
                    "Apple",
                    "apple.md",
                    "https://appleid\\.apple\\.com",
                    "jwks-uri: https://appleid.apple.com/auth/keys",
                    "required-claims: sub"),
            of(
                    "Amazon Cognito",
                    "cognito.md",
                    "https://(issuer\\.)?cognito-idp\\.[a-z0-9-]+\\.amazonaws\\.com/[A-Za-z0-9_-]+"),
            of("Microsoft Entra", "entra.md", "https://login\\.microsoftonline\\.com/[^/]+/v2\\.0"),
            of("Microsoft Entra (v1 tokens)", "entra.md", "https://sts\\.windows\\.net/[^/]+/"),
            of(
                    "Firebase",
                    "firebase.md",
                    "https://securetoken\\.google\\.com/[^/]+",
                    "jwks-uri: https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
                    "required-claims: [sub, auth_time]"),
            of("Auth0", "auth0.md", "https://[A-Za-z0-9.-]+\\.auth0\\.com/", "jwks-uri: {iss}.well-known/jwks.json"),
            of(
                    "Supabase",
                    "supabase.md",
                    "https://[A-Za-z0-9-]+\\.supabase\\.co/auth/v1",
                    "jwks-uri: {iss}/.well-known/jwks.json",
                    "claims.role: authenticated"),
            of(
                    "Clerk",
                    "clerk.md",
                    "https://(clerk\\.[A-Za-z0-9.-]+|[A-Za-z0-9-]+\\.clerk\\.accounts\\.dev)",
                    "jwks-uri: {iss}/.well-known/jwks.json",
                    "required-claims: [sub, sid]"),
            of(
                    "Okta",
                    "okta.md",
                    "https://[A-Za-z0-9-]+\\.okta(preview|-emea)?\\.com/oauth2/\\w+",
                    "required-claims: [sub, uid]"),
            of("Keycloak", "keycloak.md", LOCAL_OR_HTTPS + "(/[^/?#]+)?/realms/[^/?#]+", "claims.typ: [Bearer, DPoP]"),
            of(
                    "Vault",
                    "vault.md",
                    HOST + "/v1/identity/oidc",
                    "jwks-uri: {iss}/.well-known/keys",
                    "required-claims: sub"),
            of("Kubernetes", "kubernetes.md", "https://kubernetes\\.default\\.svc(\\.cluster\\.local)?"),
            of(
                    "Better Auth (OAuth provider)",
                    "better-auth.md",
                    LOCAL_OR_HTTPS + "/api/auth",
                    "jwks-uri: {iss}/jwks",
                    "accept-types: at+jwt",
                    "require-type: true",
                    "required-claims: sub, client_id"));

    private static KnownService of(String name, String page, String iss, String... properties) {
        return new KnownService(name, page, Pattern.compile(iss), List.of(properties));
    }

    /** Finds the service whose {@code iss} looks like this one. That it looks so proves nothing. */
    static Optional<KnownService> find(String iss) {
        return ALL.stream()
                .filter(service -> service.iss().matcher(iss).matches())
                .findFirst();
    }

    /** Returns the properties with the issuer put in. */
    Stream<String> propertiesFor(String issuer) {
        return properties.stream().map(line -> line.replace("{iss}", issuer));
    }
}
