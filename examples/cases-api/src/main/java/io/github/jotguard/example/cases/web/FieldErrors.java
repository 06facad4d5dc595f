package io.github.jotguard.example.cases.web;

import io.github.jotguard.example.cases.web.ApiProblem.FieldError;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says which field of a request has the wrong type, without repeating its value. */
public final class FieldErrors {

    /** By field, so that answers do not change from one time to the next. */
    public static final Comparator<FieldError> ORDER =
            Comparator.comparing(FieldError::field).thenComparing(FieldError::message);

    private FieldErrors() {}

    /** The answer to a body that cannot be read: by field if it is JSON, else as a whole. */
    public static ApiProblem problem(@Nullable Throwable cause) {
        if (cause instanceof MismatchedInputException mismatch) {
            String field = field(mismatch);
            if (!field.isEmpty()) {
                return ApiProblem.invalid(List.of(wrongType(field, targetType(mismatch))));
            }
        }
        return ApiProblem.malformedBody();
    }

    static FieldError wrongType(String field, @Nullable Class<?> type) {
        return new FieldError(field, "must be " + described(type));
    }

    private static @Nullable Class<?> targetType(MismatchedInputException mismatch) {
        return mismatch instanceof InvalidFormatException format ? format.getTargetType() : mismatch.getTargetType();
    }

    private static String field(JacksonException failure) {
        return failure.getPath().stream()
                .map(reference -> reference.getPropertyName() == null ? "" : reference.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static String described(@Nullable Class<?> type) {
        if (type != null && type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        return type == String.class ? "a string" : "of another type";
    }
}
