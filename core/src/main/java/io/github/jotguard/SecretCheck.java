package io.github.jotguard;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import javax.crypto.Mac;

/** Verifies with a shared secret (RFC 7518 §3.2), always with the JDK: no provider is faster. */
final class SecretCheck implements SignatureCheck {

    private final String name;
    private final Key secret;
    /** Initialised and never used itself: a copy of it costs a third of a new one. */
    private final Mac prototype;

    SecretCheck(JwsAlgorithm algorithm, Key secret) throws GeneralSecurityException {
        this.name = switch (algorithm) {
            case HS256 -> "HmacSHA256";
            case HS384 -> "HmacSHA384";
            case HS512 -> "HmacSHA512";
            default -> throw new IllegalArgumentException(algorithm + " has no shared secret");
        };
        this.secret = secret;
        this.prototype = initialised();
    }

    @Override
    public boolean accepts(byte[] text, int length, byte[] signature) throws GeneralSecurityException {
        Mac mac = copy();
        mac.update(text, 0, length);
        return MessageDigest.isEqual(mac.doFinal(), signature);
    }

    private Mac copy() throws GeneralSecurityException {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException notWithThisProvider) {
            return initialised();
        }
    }

    private Mac initialised() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(name);
        mac.init(secret);
        return mac;
    }
}
