package io.github.jotguard.issuers;

import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.net.URI;

/**
 * What is known of the tokens of well-known issuers, as settings to start from: each may be changed by calling its method on the builder
 * once.
 */
public final class KnownIssuers {

    private KnownIssuers() {}

    /**
     * Better Auth with its {@code jwt} plugin: issuer and audience are the origin of the application, the keys are at
     * {@code {origin}/api/auth/jwks}, signed with EdDSA, ES256 or RS256. Its session-cache cookie, signed with the same keys, is refused by
     * type and by audience.
     *
     * @param origin such as {@code https://app.example.com}: scheme, host and port, as in the token's {@code iss}
     * @throws IllegalArgumentException if it has a path, a query or a trailing slash, or is neither https nor loopback
     */
    public static TrustedIssuer.Builder betterAuth(String origin) {
        checkOrigin(origin);
        return TrustedIssuer.builder(origin, RemoteJwkSet.at(origin + "/api/auth/jwks"))
                .audience(origin)
                .requireClaims("sub")
                .asDefaults();
    }

    private static void checkOrigin(String origin) {
        URI uri = URI.create(origin);
        String path = uri.getRawPath();
        if ((path != null && !path.isEmpty()) || uri.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "An origin is scheme, host and port, such as https://app.example.com, without path or slash");
        }
    }
}
