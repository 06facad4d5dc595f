package io.github.jotguard.servlet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The path of a request, by coverage-guided fuzzing; run by the Maven profile {@code fuzz}. */
class PathFuzz {

    @FuzzTest(maxDuration = "15m")
    void holdsForAnyBytes(byte[] bytes) {
        FuzzTargets.path(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
