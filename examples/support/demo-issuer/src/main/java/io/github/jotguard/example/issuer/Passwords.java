package io.github.jotguard.example.issuer;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords with PBKDF2-HMAC-SHA256, 600,000 rounds, because the JDK has it; Better Auth uses scrypt. A hash of
 * Better Auth's matches no password here.
 */
final class Passwords {

    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int ROUNDS = 600_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern STORED =
            Pattern.compile("pbkdf2-sha256:" + ROUNDS + ":(?<salt>[0-9a-f]{32}):(?<hash>[0-9a-f]{64})");
    private static final HexFormat HEX = HexFormat.of();

    private final SecureRandom random = new SecureRandom();
    private final KeyDerivation derivation;

    Passwords() {
        this(Passwords::derive);
    }

    /** Derives keys in another way, so that a test can see how much work is done. */
    Passwords(KeyDerivation derivation) {
        this.derivation = derivation;
    }

    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return "pbkdf2-sha256:" + ROUNDS + ":" + HEX.formatHex(salt) + ":" + HEX.formatHex(derive(password, salt));
    }

    /**
     * Compares in constant time. Without a stored hash the work is the same: one key is derived. So the time does not show who
     * has an account.
     */
    boolean matches(String password, Optional<String> stored) {
        Matcher parts = STORED.matcher(stored.orElse(""));
        if (!parts.matches()) {
            derive(password, new byte[SALT_BYTES]);
            return false;
        }
        byte[] hash = derive(password, HEX.parseHex(parts.group("salt")));
        return MessageDigest.isEqual(hash, HEX.parseHex(parts.group("hash")));
    }

    private byte[] derive(String password, byte[] salt) {
        char[] normalized = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
        PBEKeySpec spec = new PBEKeySpec(normalized, salt, ROUNDS, HASH_BYTES * Byte.SIZE);
        try {
            return derivation.derive(spec);
        } finally {
            spec.clearPassword();
        }
    }

    static byte[] derive(PBEKeySpec spec) {
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The slow part of hashing a password. */
    @FunctionalInterface
    interface KeyDerivation {
        byte[] derive(PBEKeySpec spec);
    }
}
