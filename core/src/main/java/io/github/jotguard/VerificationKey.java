package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.signature.PreparedKey;
import io.github.jotguard.signature.PublicKeyValidation;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A valid key with the algorithms that it may be used for (RFC 8725 §3.1). Immutable and thread-safe. Two keys are
 * equal if their key material, {@code kid} and algorithms are equal.
 */
public final class VerificationKey {

    private final Key key;
    private final byte[] encoded;
    private final @Nullable String keyId;
    private final Set<JwsAlgorithm> algorithms;
    private final PreparedKey prepared;

    private VerificationKey(Key key, @Nullable String keyId, Set<JwsAlgorithm> algorithms) {
        this.key = key;
        this.prepared = new PreparedKey(key);
        this.encoded = key.getEncoded();
        this.keyId = keyId;
        this.algorithms = Set.copyOf(algorithms);
    }

    /**
     * Returns a public key after checking it (RFC 8725 §3.4). An RSA key has 2048 to 8192 bits and an odd exponent of
     * at least 3 and at most 64 bits. The point of a key on a curve is on that curve. The point of an Edwards key is of
     * prime order.
     *
     * @param key the public key; it must have an encoding
     * @param keyId its {@code kid}, or null
     * @param algorithms the algorithms that the key may be used for; at least one
     * @throws IllegalArgumentException if the key is not valid, or not of the type and curve of each algorithm
     */
    public static VerificationKey of(PublicKey key, @Nullable String keyId, Set<JwsAlgorithm> algorithms) {
        requireNonNull(key, "key");
        if (requireNonNull(algorithms, "algorithms").isEmpty()) {
            throw new IllegalArgumentException("A key needs at least one algorithm");
        }
        algorithms.forEach(algorithm -> PublicKeyValidation.check(key, algorithm));
        if (key.getEncoded() == null) {
            throw new IllegalArgumentException("A key requires an encoding");
        }
        return new VerificationKey(key, keyId, algorithms);
    }

    static VerificationKey ofSecret(byte[] secret, Set<JwsAlgorithm> algorithms) {
        return new VerificationKey(new SecretKeySpec(secret, "HMAC"), null, algorithms);
    }

    /** Returns the {@code kid} (RFC 7517 §4.5); empty if the key has none. */
    public Optional<String> keyId() {
        return Optional.ofNullable(keyId);
    }

    /** Returns the algorithms that the key may be used for; never empty. */
    public Set<JwsAlgorithm> algorithms() {
        return algorithms;
    }

    /**
     * Returns whether the key is a candidate for a token (RFC 7515 §4.1.4). Its algorithms must include that of the
     * header. If the header has a {@code kid}, it must be the same.
     */
    public boolean fits(JwsHeader header) {
        return algorithms.contains(header.algorithm())
                && (header.keyId().isEmpty() || header.keyId().get().equals(keyId));
    }

    Key key() {
        return key;
    }

    PreparedKey prepared() {
        return prepared;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof VerificationKey that && isSame(that));
    }

    private boolean isSame(VerificationKey that) {
        return Objects.equals(keyId, that.keyId)
                && algorithms.equals(that.algorithms)
                && MessageDigest.isEqual(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return keyId == null ? algorithms.hashCode() : keyId.hashCode();
    }

    /** Returns the algorithms, and no key material. */
    @Override
    public String toString() {
        return "VerificationKey[" + algorithms + "]";
    }
}
