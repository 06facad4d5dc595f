package io.github.jotguard.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks for tokens in a heap that was written down. The JVM whose heap it is must not load this class: its own constant would be found. */
final class HeapDump {

    /** The first bytes of the claims of every token in base64url, after the dot. Only tokens contain them. */
    private static final byte[] TOKEN_TEXT = ".eyJpYXQiOj".getBytes(StandardCharsets.US_ASCII);

    private HeapDump() {}

    static boolean hasTokenText(Path dump) throws IOException {
        byte[] heap = Files.readAllBytes(dump);
        for (int i = 0; i <= heap.length - TOKEN_TEXT.length; i++) {
            if (isAt(heap, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] heap, int from) {
        for (int i = 0; i < TOKEN_TEXT.length; i++) {
            if (heap[from + i] != TOKEN_TEXT[i]) {
                return false;
            }
        }
        return true;
    }
}
