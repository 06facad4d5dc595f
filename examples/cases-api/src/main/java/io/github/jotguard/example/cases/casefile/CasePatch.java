package io.github.jotguard.example.cases.casefile;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The members of a PATCH, for the documentation only: {@link MergePatch} reads a map, because it has to distinguish an
 * absent member from one that is null.
 *
 * @param name never null: a case has a name
 * @param description removed by null
 * @param type OTHER after null
 * @param status DRAFT after null
 */
record CasePatch(
        @Schema(minLength = 1, maxLength = CaseContent.MAX_NAME) @Nullable
        String name,

        @Schema(maxLength = CaseContent.MAX_DESCRIPTION, description = "null removes it") @Nullable
        String description,

        @Nullable CaseType type,
        @Nullable CaseStatus status) {}
