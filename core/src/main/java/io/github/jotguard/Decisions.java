package io.github.jotguard;

import java.util.HashSet;
import java.util.Set;

/** The settings of a builder that were made, each named by its method. Not thread-safe. */
final class Decisions {

    private final Set<String> decided = new HashSet<>();

    /**
     * Records a setting.
     *
     * @throws IllegalStateException if it was made before
     */
    void decide(String setting) {
        if (!decided.add(setting)) {
            throw new IllegalStateException(setting + " was already called; give all of it in one call");
        }
    }

    /**
     * Rejects two settings that contradict each other.
     *
     * @throws IllegalStateException if both were made
     */
    void rejectTogether(String one, String other) {
        if (decided.contains(one) && decided.contains(other)) {
            throw new IllegalStateException(one + " and " + other + " contradict each other; call one of them");
        }
    }

    /** Allows each setting to be made again. */
    void forget() {
        decided.clear();
    }
}
