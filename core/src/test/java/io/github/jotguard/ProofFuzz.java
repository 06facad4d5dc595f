package io.github.jotguard;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A DPoP proof and its claims, by coverage-guided fuzzing; run by the Maven profile {@code fuzz}. */
class ProofFuzz {

    @FuzzTest(maxDuration = "15m")
    void holdsForAnyBytes(byte[] bytes) {
        ProofFuzzTarget.proof(bytes);
    }
}
