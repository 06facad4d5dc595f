package io.github.jotguard.example.issuer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts private keys for the table, with AES-256-GCM under a key derived from the secret and bound to their {@code
 * kid}.
 */
final class PrivateKeyEncryption {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final HexFormat HEX = HexFormat.of();

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    PrivateKeyEncryption(Secret secret) {
        this.key = new SecretKeySpec(secret.hmac("jotguard demo issuer: encryption of private keys"), "AES");
    }

    /** Returns nonce and ciphertext in hexadecimal. */
    String encrypt(String kid, byte[] plaintext) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return HEX.formatHex(nonce)
                    + HEX.formatHex(cipher(Cipher.ENCRYPT_MODE, kid, nonce).doFinal(plaintext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** Returns the plaintext, or nothing if it was not encrypted under this secret for this {@code kid}. */
    Optional<byte[]> decrypt(String kid, String hex) {
        try {
            byte[] bytes = HEX.parseHex(hex);
            if (bytes.length < NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, kid, nonce);
            return Optional.of(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        } catch (GeneralSecurityException | IllegalArgumentException encryptedByAnother) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String kid, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
