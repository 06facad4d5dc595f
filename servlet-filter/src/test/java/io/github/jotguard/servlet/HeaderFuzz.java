package io.github.jotguard.servlet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The {@code Authorization} header, by coverage-guided fuzzing; run by the Maven profile {@code fuzz}. */
class HeaderFuzz {

    @FuzzTest(maxDuration = "15m")
    void holdsForAnyBytes(byte[] bytes) {
        FuzzTargets.header(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
