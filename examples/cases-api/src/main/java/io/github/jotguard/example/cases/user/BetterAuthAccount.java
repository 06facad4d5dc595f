package io.github.jotguard.example.cases.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of Better Auth's table {@code account}: one way for a user to sign in. Without the password hash and the tokens
 * of the provider, which nothing here may see.
 */
public record BetterAuthAccount(
        String id,
        String accountId,
        String providerId,
        String userId,
        @Nullable Instant accessTokenExpiresAt,
        @Nullable Instant refreshTokenExpiresAt,
        @Nullable String scope,
        Instant createdAt,
        Instant updatedAt) {}
