package io.github.jotguard.signature;

import java.security.GeneralSecurityException;

/** Verifies signatures of one algorithm with one key. Thread-safe. */
public interface KeyVerifier {

    /**
     * Whether this is the signature of the first {@code length} bytes of the text.
     *
     * @throws GeneralSecurityException if that cannot be told
     */
    boolean accepts(byte[] text, int length, byte[] signature) throws GeneralSecurityException;
}
