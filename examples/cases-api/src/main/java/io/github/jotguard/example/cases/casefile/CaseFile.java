package io.github.jotguard.example.cases.casefile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case, as its owner sees it. Whose it is is not part of it: it is always the caller's.
 *
 * @param updatedAt moves forward with every change, so it is the version too
 */
@Schema(name = "Case")
record CaseFile(
        UUID id,
        String name,
        @Nullable String description,
        CaseType type,
        CaseStatus status,
        int fileCount,
        Instant createdAt,
        Instant updatedAt) {

    @JsonIgnore
    Version version() {
        return Version.of(updatedAt);
    }

    @JsonIgnore
    CaseContent content() {
        return new CaseContent(name, description, type, status);
    }
}
