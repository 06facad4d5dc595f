package io.github.jotguard.signature;

import io.github.jotguard.JwsAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import javax.crypto.Mac;

/** Verifies with a shared secret (RFC 7518 §3.2). It always uses the JDK, because no provider is faster. */
final class MacVerifier implements KeyVerifier {

    private final String name;
    private final Key secret;
    /** Initialised instances of earlier verifications, so that a new one is seldom needed. */
    private final Pool<Mac> pool = new Pool<>();

    MacVerifier(JwsAlgorithm algorithm, Key secret) throws GeneralSecurityException {
        this.name = AlgorithmSpec.of(algorithm).jcaNames().get(0);
        this.secret = secret;
        pool.release(initialised());
    }

    @Override
    public boolean accepts(byte[] text, int length, byte[] signature) throws GeneralSecurityException {
        Mac spare = pool.acquire();
        Mac mac = spare == null ? initialised() : spare;
        mac.update(text, 0, length);
        byte[] expected = mac.doFinal();
        pool.release(mac); // reset by doFinal; one that failed is not released
        return MessageDigest.isEqual(expected, signature);
    }

    private Mac initialised() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(name);
        mac.init(secret);
        return mac;
    }
}
