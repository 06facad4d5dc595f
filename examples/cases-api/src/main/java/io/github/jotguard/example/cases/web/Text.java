package io.github.jotguard.example.cases.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text that PostgreSQL can store: no NUL, no half of a surrogate pair, and not too long. Null is valid, as for all
 * constraints.
 */
@Documented
@Constraint(validatedBy = StorableText.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Text {

    /** The most characters, counted as PostgreSQL counts them: in code points. */
    int max();

    /** The message for a text that is not valid. */
    String message() default "must be at most {max} characters, without NUL";

    /** The groups, as in every constraint. */
    Class<?>[] groups() default {};

    /** The payload, as in every constraint. */
    Class<? extends Payload>[] payload() default {};
}
