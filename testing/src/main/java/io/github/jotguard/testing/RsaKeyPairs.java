package io.github.jotguard.testing;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * RSA key pairs, kept for the life of the JVM because making one takes a tenth of a second or more. Thread-safe. A pair
 * has one holder at a time, so two issuers that run side by side never share a key.
 */
final class RsaKeyPairs {
    static final int BITS = 2048;

    private static final Queue<KeyPair> IDLE = new ConcurrentLinkedQueue<>();

    private RsaKeyPairs() {}

    /** A pair of {@value #BITS} bits that nobody else holds. */
    static KeyPair take() {
        KeyPair idle = IDLE.poll();
        return idle == null ? generate(BITS) : idle;
    }

    /** Takes back a pair that was never handed to a user. */
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
