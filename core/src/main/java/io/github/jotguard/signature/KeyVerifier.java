package io.github.jotguard.signature;

import java.security.GeneralSecurityException;

/** Verifies signatures of one algorithm with one key. Thread-safe. */
public interface KeyVerifier {

    /**
     * Returns whether this is the signature of the first {@code length} bytes of the text.
     *
     * @throws GeneralSecurityException if the engine fails
     */
    boolean accepts(byte[] text, int length, byte[] signature) throws GeneralSecurityException;
}
