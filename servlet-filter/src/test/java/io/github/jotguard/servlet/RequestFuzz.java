package io.github.jotguard.servlet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A request and the dispatches that follow it, by coverage-guided fuzzing; run by the Maven profile {@code fuzz}. */
class RequestFuzz {

    @FuzzTest(maxDuration = "15m")
    void holdsForAnyBytes(byte[] bytes) {
        FuzzTargets.request(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
