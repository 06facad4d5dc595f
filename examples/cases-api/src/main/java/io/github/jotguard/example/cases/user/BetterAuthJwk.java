package io.github.jotguard.example.cases.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of Better Auth's table {@code jwks}, without the private key. Nobody verifies with it: keys for that come from
 * the issuer's JWK Set over HTTP.
 *
 * @param id the {@code kid}
 * @param publicKey a JWK without {@code alg} and {@code kid}, as JSON text
 */
public record BetterAuthJwk(
        String id,
        String publicKey,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable String alg,
        @Nullable String crv) {}
