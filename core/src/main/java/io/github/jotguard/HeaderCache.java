package io.github.jotguard;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parsed headers of accepted tokens, so that the same text is not parsed again. A header is added only after its token
 * was accepted, so that forged tokens cannot fill the cache. Thread-safe; takes no lock.
 */
final class HeaderCache {

    static final int MAX_HEADERS = 16;
    /** Maximum length of a cached header, in characters. */
    static final int MAX_LENGTH = 1024;

    private volatile Entry[] entries = {};

    private static final class Entry {

        private final byte[] segment;
        private final JoseHeader header;

        Entry(byte[] segment, JoseHeader header) {
            this.segment = segment;
            this.header = header;
        }
    }

    /**
     * Finds the header that the first {@code length} bytes of the token encode.
     *
     * @return null if it is not cached
     */
    @Nullable
    JoseHeader find(byte[] token, int length) {
        for (Entry entry : entries) {
            if (Arrays.equals(entry.segment, 0, entry.segment.length, token, 0, length)) {
                return entry.header;
            }
        }
        return null;
    }

    /** Adds the header of an accepted token. Beyond {@link #MAX_HEADERS} the oldest is removed. */
    void remember(UnverifiedJws accepted) {
        int length = accepted.headerLength();
        if (accepted.isHeaderKnown() || length > MAX_LENGTH || find(accepted.token(), length) != null) {
            return;
        }
        Entry[] kept = entries;
        int from = Math.max(0, kept.length - MAX_HEADERS + 1);
        Entry[] grown = Arrays.copyOfRange(kept, from, kept.length + 1);
        grown[grown.length - 1] = new Entry(Arrays.copyOf(accepted.token(), length), accepted.header());
        entries =
                grown; // of two threads that do this at once one is in vain, and the next token with its header will do
    }
}
