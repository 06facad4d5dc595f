package io.github.jotguard;

import java.util.function.BooleanSupplier;

/** Asks code of the application whether it may block. */
final class Blocking {

    private Blocking() {}

    /** Returns the answer, or true if there is none, because the code throws. */
    static boolean isPossible(BooleanSupplier mayBlock) {
        try {
            return mayBlock.getAsBoolean();
        } catch (Throwable failure) {
            return true;
        }
    }
}
