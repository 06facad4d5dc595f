package io.github.jotguard.example.issuer;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The issuer's secret, which signs its cookies and from which the key that encrypts private keys is derived. */
final class Secret {

    /** The least number of UTF-8 bytes of a secret: {@value}. */
    static final int MIN_BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    private Secret(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, HMAC);
    }

    /**
     * Takes the UTF-8 bytes of {@code text}.
     *
     * @throws IllegalArgumentException if there are fewer than {@link #MIN_BYTES}
     */
    static Secret of(String text) {
        byte[] bytes = requireNonNull(text, "secret").getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("BETTER_AUTH_SECRET must have at least " + MIN_BYTES
                    + " bytes, for example from openssl rand -base64 32");
        }
        return new Secret(bytes);
    }

    /** Returns the HMAC-SHA256 of {@code text} under this secret. */
    byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
