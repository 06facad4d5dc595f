package io.github.jotguard.example.cases.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of Better Auth's table {@code session}, without its {@code token}, which would let the reader in. */
public record BetterAuthSession(
        String id,
        Instant expiresAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        String userId) {}
