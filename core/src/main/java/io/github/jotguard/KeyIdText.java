package io.github.jotguard;

import io.github.jotguard.logging.Interrupts;

/** The {@code kid}s of the usable keys of a source, read only if the text is needed. */
final class KeyIdText {

    private final VerificationKeys keys;

    KeyIdText(VerificationKeys keys) {
        this.keys = keys;
    }

    @Override
    public String toString() {
        try {
            return "one of " + keys.status().keyIds();
        } catch (Throwable failure) { // somebody else's key source must not decide about a token by failing here
            Interrupts.keep(failure);
            return "one of the keys";
        }
    }
}
