package io.github.jotguard.example.cases.casefile;

import io.github.jotguard.example.cases.web.ApiProblem;
import io.github.jotguard.example.cases.web.ApiProblem.FieldError;
import io.github.jotguard.example.cases.web.FieldErrors;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges a patch into a case (RFC 7396): a member that is absent stays, null removes it. What comes out must be what
 * could have been sent whole. Thread-safe.
 */
@Component
final class MergePatch {

    private final JsonMapper mapper;
    private final Validator validator;

    MergePatch(JsonMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /** @throws ApiProblem 400 if the outcome is not valid */
    CaseContent apply(Map<String, @Nullable Object> patch, CaseContent current) {
        ObjectNode merged = mapper.valueToTree(current);
        merged.setAll(mapper.<ObjectNode>valueToTree(patch));
        CaseContent content = content(merged);
        List<FieldError> errors = validator.validate(content).stream()
                .map(violation -> new FieldError(violation.getPropertyPath().toString(), violation.getMessage()))
                .sorted(FieldErrors.ORDER)
                .toList();
        if (!errors.isEmpty()) {
            throw ApiProblem.invalid(errors);
        }
        return content;
    }

    private CaseContent content(ObjectNode merged) {
        try {
            return mapper.treeToValue(merged, CaseContent.class);
        } catch (JacksonException wrongType) {
            throw FieldErrors.problem(wrongType);
        }
    }
}
