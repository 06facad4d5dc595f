package io.github.jotguard.example.cases.user;

import java.time.Instant;

/** A row of Better Auth's table {@code verification}: a code that was sent to somebody, without the code. */
public record BetterAuthVerification(
        String id, String identifier, Instant expiresAt, Instant createdAt, Instant updatedAt) {}
