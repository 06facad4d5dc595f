package io.github.jotguard;

import java.util.HashSet;
import java.util.Set;

/** The settings of a builder that were decided, each by the call that decides it. Not thread-safe. */
final class Decisions {

    private final Set<String> decided = new HashSet<>();

    /** @throws IllegalStateException if it was decided before */
    void decide(String setting) {
        if (!decided.add(setting)) {
            throw new IllegalStateException(setting + " was already called; give all of it in one call");
        }
    }

    /** @throws IllegalStateException if both were decided */
    void rejectTogether(String one, String other) {
        if (decided.contains(one) && decided.contains(other)) {
            throw new IllegalStateException(one + " and " + other + " contradict each other; call one of them");
        }
    }

    /** Lets each be decided again. */
    void forget() {
        decided.clear();
    }
}
