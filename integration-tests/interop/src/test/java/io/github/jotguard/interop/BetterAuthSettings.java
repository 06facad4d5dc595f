package io.github.jotguard.interop;

import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.util.Map;

/** The settings of Better Auth's page, and others that show what it is for. */
final class BetterAuthSettings {

    private BetterAuthSettings() {}

    static Settings jwt(BetterAuth server) {
        return Settings.of(page("", server), () -> KnownIssuers.betterAuth(server.origin()));
    }

    static Settings oauth(BetterAuth server) {
        return Settings.of(
                page("OAuth provider and MCP plugin", server),
                () -> KnownIssuers.betterAuthOAuth(server.origin()).audience(server.resource()));
    }

    /** Settings by hand, for keys at an inner address; algorithms are those of every issuer. */
    static Settings rfc9068(BetterAuth server) {
        return new Settings(
                () -> KnownIssuers.rfc9068AccessTokens(server.issuer(), RemoteJwkSet.at(server.jwksUri()))
                        .audience(server.resource())
                        .asDefaults(),
                Map.of(
                        "jotguard.issuer",
                        server.issuer(),
                        "jotguard.jwks-uri",
                        server.jwksUri(),
                        "jotguard.audience",
                        server.resource(),
                        "jotguard.accept-types",
                        "at+jwt",
                        "jotguard.require-type",
                        "true",
                        "jotguard.required-claims",
                        "sub,client_id,jti"),
                Map.of(
                        "issuer",
                        server.issuer(),
                        "jwksUri",
                        server.jwksUri(),
                        "audience",
                        server.resource(),
                        "acceptTypes",
                        "at+jwt",
                        "requireType",
                        "true",
                        "requireClaims",
                        "sub client_id jti"));
    }

    private static PageSection page(String heading, BetterAuth server) {
        return PageSection.of("better-auth", heading, Map.of("https://app.example.com", server.origin()));
    }

    /** The preset finds the keys at the origin, so their other address is set by hand. */
    static Settings withInnerKeys(BetterAuth server) {
        return new Settings(
                () -> KnownIssuers.betterAuthOAuth(server.origin(), RemoteJwkSet.at(server.jwksUri()))
                        .audience(server.resource())
                        .asDefaults(),
                Map.of(
                        "jotguard.issuer", server.issuer(),
                        "jotguard.jwks-uri", server.jwksUri(),
                        "jotguard.resource", server.resource(),
                        "jotguard.accept-types", "at+jwt",
                        "jotguard.require-type", "true"),
                Map.of(
                        "issuer", server.issuer(),
                        "jwksUri", server.jwksUri(),
                        "resource", server.resource(),
                        "acceptTypes", "at+jwt",
                        "requireType", "true"));
    }
}
