package io.github.jotguard;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The header of a token, by coverage-guided fuzzing; run by the Maven profile {@code fuzz}. */
class HeaderFuzz {

    @FuzzTest(maxDuration = "15m")
    void holdsForAnyBytes(byte[] bytes) {
        FuzzTargets.header(bytes);
    }
}
