package io.github.jotguard.example.cases.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of Better Auth's table {@code "user"}. */
public record BetterAuthUser(
        String id,
        String name,
        String email,
        boolean emailVerified,
        @Nullable String image,
        Instant createdAt,
        Instant updatedAt) {}
