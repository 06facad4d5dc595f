package io.github.jotguard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test class that is a table of tokens and verdicts, given by its static method {@code cases}. */
interface VerdictTable {

    @ParameterizedTest
    @MethodSource("cases")
    default void verdictIsRight(VerdictCase verdictCase) {
        verdictCase.check();
    }
}
