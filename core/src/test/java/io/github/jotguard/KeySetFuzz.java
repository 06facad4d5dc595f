package io.github.jotguard;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A JWK Set, by coverage-guided fuzzing; run by the Maven profile {@code fuzz}. */
class KeySetFuzz {

    @FuzzTest(maxDuration = "15m")
    void holdsForAnyBytes(byte[] bytes) {
        FuzzTargets.keySet(bytes);
    }
}
