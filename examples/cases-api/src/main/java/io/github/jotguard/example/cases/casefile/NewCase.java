package io.github.jotguard.example.cases.casefile;

import io.github.jotguard.example.cases.web.Text;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * The members of a new case that a client can set. Other members are ignored.
 *
 * @param name 1 to 100 characters, not only spaces
 * @param description at most 10,000 characters, or null
 * @param type OTHER if null
 */
record NewCase(
        @NotBlank @Text(max = CaseContent.MAX_NAME) @Schema(maxLength = CaseContent.MAX_NAME)
        String name,

        @Nullable @Text(max = CaseContent.MAX_DESCRIPTION) @Schema(maxLength = CaseContent.MAX_DESCRIPTION)
        String description,

        @Nullable CaseType type) {

    CaseContent content() {
        return new CaseContent(name, description, type, null);
    }
}
