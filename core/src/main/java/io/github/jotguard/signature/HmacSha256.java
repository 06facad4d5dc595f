package io.github.jotguard.signature;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes HMAC with SHA-256 (RFC 2104) with the JDK. */
public final class HmacSha256 {

    private static final String NAME = "HmacSHA256";

    private HmacSha256() {}

    /**
     * Returns the 32 bytes of the code.
     *
     * @param secret at least one byte
     */
    public static byte[] of(byte[] secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance(NAME);
            mac.init(new SecretKeySpec(secret, NAME));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + NAME, impossible);
        }
    }
}
