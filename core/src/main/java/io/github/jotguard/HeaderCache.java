package io.github.jotguard;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Headers that were seen on accepted tokens, so that the same text is not parsed again. A token enters its header only after it was
 * accepted, so strangers cannot fill the list. Thread-safe; takes no lock.
 */
final class HeaderCache {

    static final int MAX_HEADERS = 16;
    /** In characters; longer ones are not remembered. */
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

    /** The header that the first {@code length} bytes of the token spell, if it is known. */
    @Nullable
    JoseHeader find(byte[] token, int length) {
        for (Entry entry : entries) {
            if (Arrays.equals(entry.segment, 0, entry.segment.length, token, 0, length)) {
                return entry.header;
            }
        }
        return null;
    }

    /** Remembers the header of an accepted token; past {@link #MAX_HEADERS} the oldest is forgotten. */
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
