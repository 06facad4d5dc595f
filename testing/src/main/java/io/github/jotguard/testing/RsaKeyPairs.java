package io.github.jotguard.testing;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A pool of RSA key pairs for the life of the JVM, because generating one takes a tenth of a second or more. A pair has
 * one holder at a time, so two issuers that run side by side never share a key. Thread-safe.
 */
final class RsaKeyPairs {
    static final int BITS = 2048;

    private static final Queue<KeyPair> IDLE = new ConcurrentLinkedQueue<>();

    private RsaKeyPairs() {}

    /** Returns a pair of {@value #BITS} bits that has no other holder. */
    static KeyPair take() {
        KeyPair idle = IDLE.poll();
        return idle == null ? generate(BITS) : idle;
    }

    /** Puts a pair back that was never given to a user. */
    static void giveBack(KeyPair pair) {
        IDLE.add(pair);
    }

    static KeyPair generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK makes RSA keys", impossible);
        }
    }
}
