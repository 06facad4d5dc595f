package io.github.jotguard.example.cases.web;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Judges whether PostgreSQL can store a text. Thread-safe. */
public final class StorableText implements ConstraintValidator<Text, String> {

    private int max;

    /** Returns whether PostgreSQL can store the text, whatever its length. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }

    @Override
    public void initialize(Text constraint) {
        max = constraint.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        return text == null || (text.codePointCount(0, text.length()) <= max && isStorable(text));
    }
}
