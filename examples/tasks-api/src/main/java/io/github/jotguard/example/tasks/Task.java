package io.github.jotguard.example.tasks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something to do, as answers show it. Whose it is, is not part of it. */
record Task(
        UUID id, String title, @Nullable String description, boolean completed, Instant createdAt, Instant updatedAt) {}
