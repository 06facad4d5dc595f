package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.security.Key;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs, with its {@code alg} and {@code kid}. Immutable and thread-safe. For tests only: the key is not
 * protected in any way.
 *
 * <p>Algorithms are named as in a header: {@code EdDSA} (Ed25519), {@code Ed25519} and {@code Ed448} (RFC 9864),
 * {@code ES256}, {@code ES384}, {@code ES512}, {@code RS256}, {@code RS384}, {@code RS512}, {@code PS256},
 * {@code PS384}, {@code PS512}, {@code HS256}, {@code HS384}, {@code HS512}.
 */
public final class TestKey {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEY_ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int KEY_ID_LENGTH = 32;

    private final SigningAlgorithm algorithm;
    private final String keyId;
    private final Key signingKey;
    private final @Nullable PublicKey publicKey;

    private TestKey(SigningAlgorithm algorithm, String keyId, Key signingKey, @Nullable PublicKey publicKey) {
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.signingKey = signingKey;
        this.publicKey = publicKey;
    }

    /**
     * Returns a key that no other {@code TestKey} and no running issuer has, with a random {@code kid} of 32 letters
     * and digits. RSA keys have 2048 bits and may have belonged to an issuer that is closed by now, which saves the
     * time to generate one. A secret for HS256, HS384 and HS512 is as long as the hash.
     *
     * @param algorithm the {@code alg} it signs with
     * @return the key
     * @throws IllegalArgumentException if there is no such algorithm here
     */
    public static TestKey generate(String algorithm) {
        SigningAlgorithm named = SigningAlgorithm.named(algorithm);
        return named.isSymmetric()
                ? ofSecret(algorithm, named.generateSecret())
                : ofPair(named, named.generateKeyPair());
    }

    /**
     * Generates an RSA key of any size, including sizes that a verifier must reject.
     *
     * @param algorithm one of RS256, RS384, RS512, PS256, PS384, PS512
     * @param bits the length of the modulus, at least 512
     * @return the key, with a random {@code kid}
     * @throws IllegalArgumentException if that is not an RSA algorithm
     */
    public static TestKey generateRsa(String algorithm, int bits) {
        SigningAlgorithm named = SigningAlgorithm.named(algorithm);
        if (named.keyType() != SigningAlgorithm.KeyType.RSA) {
            throw new IllegalArgumentException("not an RSA algorithm: " + algorithm);
        }
        return ofPair(named, RsaKeyPairs.generate(bits));
    }

    /**
     * Creates a key from a shared secret. It can also test algorithm confusion:
     * {@code ofSecret("HS256", rsa.publicKey().getEncoded())}.
     *
     * @param algorithm one of HS256, HS384, HS512
     * @param secret at least one byte; shorter than RFC 7518 §3.2 allows is possible
     * @return the key, with a random {@code kid}
     * @throws IllegalArgumentException if that is not an HMAC algorithm, or the secret is empty
     */
    public static TestKey ofSecret(String algorithm, byte[] secret) {
        SigningAlgorithm named = SigningAlgorithm.named(algorithm);
        if (!named.isSymmetric()) {
            throw new IllegalArgumentException("not an HMAC algorithm: " + algorithm);
        }
        return new TestKey(named, randomKeyId(), new SecretKeySpec(secret, "HMAC"), null);
    }

    private static TestKey ofPair(SigningAlgorithm algorithm, KeyPair pair) {
        return new TestKey(algorithm, randomKeyId(), pair.getPrivate(), pair.getPublic());
    }

    private static String randomKeyId() {
        StringBuilder keyId = new StringBuilder(KEY_ID_LENGTH);
        for (int i = 0; i < KEY_ID_LENGTH; i++) {
            keyId.append(KEY_ID_ALPHABET.charAt(RANDOM.nextInt(KEY_ID_ALPHABET.length())));
        }
        return keyId.toString();
    }

    /**
     * Returns the same key with another {@code kid}.
     *
     * @param otherKeyId the {@code kid}
     * @return a copy with that {@code kid}
     */
    public TestKey withKeyId(String otherKeyId) {
        return new TestKey(algorithm, requireNonNull(otherKeyId, "otherKeyId"), signingKey, publicKey);
    }

    /**
     * Returns the same key for another algorithm of its key type: PS256 instead of RS256, Ed25519 instead of EdDSA.
     *
     * @param otherAlgorithm the {@code alg}
     * @return a copy with that algorithm
     * @throws IllegalArgumentException if a key of this type cannot sign with it; a wrong curve fails only when signing
     */
    public TestKey withAlgorithm(String otherAlgorithm) {
        SigningAlgorithm named = SigningAlgorithm.named(otherAlgorithm);
        if (named.keyType() != algorithm.keyType()) {
            throw new IllegalArgumentException("a key for " + algorithm + " cannot sign with " + otherAlgorithm);
        }
        return new TestKey(named, keyId, signingKey, publicKey);
    }

    /**
     * Returns the {@code alg} this key signs with.
     *
     * @return its name as in a header
     */
    public String algorithm() {
        return algorithm.name();
    }

    /**
     * Returns the {@code kid} of this key.
     *
     * @return the {@code kid}
     */
    public String keyId() {
        return keyId;
    }

    /**
     * Returns the public half.
     *
     * @return the key for {@link java.security.Signature#initVerify(PublicKey)}
     * @throws IllegalStateException if this is a shared secret
     */
    public PublicKey publicKey() {
        if (publicKey == null) {
            throw new IllegalStateException("a shared secret has no public half");
        }
        return publicKey;
    }

    /**
     * Signs bytes.
     *
     * @param data the bytes to sign
     * @return the signature in the form of JWS (RFC 7518 §3.4: ECDSA as R and S of fixed length, not DER)
     */
    public byte[] sign(byte[] data) {
        return algorithm.sign(signingKey, data);
    }

    /**
     * Returns the public JWK: {@code kty}, the public key, {@code alg} and {@code kid}. Never a private part.
     *
     * @return the JSON text
     * @throws IllegalStateException if this is a shared secret
     */
    public String jwk() {
        return Json.write(publicMembers());
    }

    /**
     * Returns the public JWK with changes: {@code key.jwk(members -> members.put("use", "enc"))}.
     *
     * @param change receives the members by name and may put, replace and remove
     * @return the JSON text
     * @throws IllegalStateException if this is a shared secret
     */
    @SuppressWarnings("exports") // an annotation, which users of the module path can do without
    public String jwk(Consumer<Map<String, @Nullable Object>> change) {
        Map<String, @Nullable Object> members = publicMembers();
        change.accept(members);
        return Json.write(members);
    }

    /**
     * Returns the JWK with the private parts, or the {@code oct} JWK of a shared secret.
     *
     * @return the JSON text
     */
    public String jwkWithPrivateParts() {
        if (publicKey == null) {
            return Json.write(named(JwkMembers.ofSecret(signingKey.getEncoded())));
        }
        Map<String, @Nullable Object> members = publicMembers();
        members.putAll(JwkMembers.ofPrivate(signingKey));
        return Json.write(members);
    }

    Map<String, Object> privateMembers() {
        return JwkMembers.ofPrivate(signingKey);
    }

    private Map<String, @Nullable Object> publicMembers() {
        return named(JwkMembers.ofPublic(publicKey()));
    }

    private Map<String, @Nullable Object> named(Map<String, Object> material) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("alg", algorithm.name());
        members.putAll(material);
        members.put("kid", keyId);
        return members;
    }

    boolean isSymmetric() {
        return publicKey == null;
    }

    byte[] secret() {
        if (!isSymmetric()) {
            throw new IllegalStateException("a key for " + algorithm + " is not a shared secret");
        }
        return signingKey.getEncoded();
    }

    /** Makes this key available as the next RSA key of this JVM; only for keys that no user has seen. */
    void recycle() {
        if (algorithm.keyType() == SigningAlgorithm.KeyType.RSA) {
            RsaKeyPairs.giveBack(new KeyPair(publicKey(), (PrivateKey) signingKey));
        }
    }

    /** Returns the algorithm and the {@code kid}; no key material. */
    @Override
    public String toString() {
        return "TestKey[" + algorithm + ", " + keyId + "]";
    }
}
