package io.github.jotguard;

import java.security.GeneralSecurityException;

/** Verifies signatures of one algorithm with one key. Thread-safe. */
interface SignatureCheck {

    /**
     * Whether this is the signature of the first {@code length} bytes of the text.
     *
     * @throws GeneralSecurityException if it is not, and so much not that the engine says so by an exception
     */
    boolean accepts(byte[] text, int length, byte[] signature) throws GeneralSecurityException;
}
