package io.github.jotguard.example.support;

import java.time.Instant;

/** One message of a conversation: {@code user} for the caller's own, {@code assistant} for the canned replies. */
record Message(String role, String text, Instant createdAt) {}
