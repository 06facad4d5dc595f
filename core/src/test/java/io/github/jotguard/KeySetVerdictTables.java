package io.github.jotguard;

import org.junit.jupiter.api.Test;

/** The table of verdicts on key sets as one test, for mutation testing alone, as {@link VerdictTables} has the others. */
class KeySetVerdictTables {

    @Test
    void keySets() {
        KeySetVerdictsTest.cases().forEach(VerdictCase::check);
    }
}
