package io.github.jotguard.settings;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts that are looked up as the beginning of another text, which is not copied for it. Immutable. */
final class Beginnings {

    /** The texts by the hash of {@link String#hashCode}, each in the first free slot. At least half of the slots are null. */
    private final @Nullable String[] slots;

    private final int mask;
    private final int longest;

    Beginnings(Set<String> texts) {
        this.slots = new @Nullable String[Integer.highestOneBit(texts.size() + 1) * 4];
        this.mask = slots.length - 1;
        this.longest = texts.stream().mapToInt(String::length).max().orElse(-1);
        for (String text : texts) {
            int slot = slotOf(text.hashCode());
            while (slots[slot] != null) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = text;
        }
    }

    /**
     * Returns whether one of the texts stands before one of these characters. It reads no more of the text than the
     * longest of the texts is long.
     */
    boolean anyBefore(char end, String text) {
        int hash = 0;
        for (int i = 0; i < text.length() && i <= longest; i++) {
            char c = text.charAt(i);
            if (c == end && contains(text, i, hash)) {
                return true;
            }
            hash = 31 * hash + c; // as String.hashCode
        }
        return false;
    }

    /** Looks up the first characters of a text, which have this hash. */
    private boolean contains(String text, int length, int hash) {
        for (int slot = slotOf(hash); ; slot = (slot + 1) & mask) {
            String candidate = slots[slot];
            if (candidate == null) {
                return false;
            }
            if (candidate.length() == length && text.startsWith(candidate)) {
                return true;
            }
        }
    }

    /** Mixes the upper bits into the lower ones, in which the hashes of similar texts are alike. */
    private int slotOf(int hash) {
        return (hash ^ (hash >>> 16)) & mask;
    }
}
