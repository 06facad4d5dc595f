package io.github.jotguard;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A token, by coverage-guided fuzzing; run by the Maven profile {@code fuzz}. */
class TokenFuzz {

    @FuzzTest(maxDuration = "15m")
    void holdsForAnyBytes(byte[] bytes) {
        FuzzTargets.token(bytes);
    }
}
