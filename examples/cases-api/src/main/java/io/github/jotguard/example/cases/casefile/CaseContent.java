package io.github.jotguard.example.cases.casefile;

import io.github.jotguard.example.cases.web.Text;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The members of a case that a client can change. Other members are ignored, so that a case that was read can be sent
 * back.
 *
 * @param name 1 to 100 characters, not only spaces
 * @param description at most 10,000 characters, or null
 * @param type OTHER if null
 * @param status DRAFT if null
 */
record CaseContent(
        @NotBlank @Text(max = MAX_NAME) @Schema(maxLength = MAX_NAME)
        String name,

        @Nullable @Text(max = MAX_DESCRIPTION) @Schema(maxLength = MAX_DESCRIPTION)
        String description,

        @Nullable CaseType type,
        @Nullable CaseStatus status) {

    static final int MAX_NAME = 100;
    static final int MAX_DESCRIPTION = 10_000;

    String typeOrDefault() {
        return Objects.requireNonNullElse(type, CaseType.OTHER).name();
    }

    String statusOrDefault() {
        return Objects.requireNonNullElse(status, CaseStatus.DRAFT).name();
    }
}
