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
 * A key, checked to be sound, with the algorithms that it may be used for (RFC 8725 §3.1). Immutable and thread-safe. Two are equal if
 * the key material, the {@code kid} and the algorithms are.
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
     * A public key.
     *
     * @param keyId its {@code kid}, or null
     * @param algorithms what it may be used for; not empty
     * @throws IllegalArgumentException if the key is not sound or not of the type and curve of each algorithm: RSA has 2048 to 8192
     *     bits and an odd exponent of 3 or more and at most 64 bits, a point is on its curve, an Edwards point is not of small order
     */
    public static VerificationKey of(PublicKey key, @Nullable String keyId, Set<JwsAlgorithm> algorithms) {
        requireNonNull(key, "key");
        if (requireNonNull(algorithms, "algorithms").isEmpty()) {
            throw new IllegalArgumentException("A key needs at least one algorithm");
        }
        algorithms.forEach(algorithm -> PublicKeyValidation.check(key, algorithm));
        if (key.getEncoded() == null) {
            throw new IllegalArgumentException("A key needs an encoding, so that two of them can be told apart");
        }
        return new VerificationKey(key, keyId, algorithms);
    }

    static VerificationKey ofSecret(byte[] secret, Set<JwsAlgorithm> algorithms) {
        return new VerificationKey(new SecretKeySpec(secret, "HMAC"), null, algorithms);
    }

    /** The {@code kid} (RFC 7517 §4.5), if the key has one. */
    public Optional<String> keyId() {
        return Optional.ofNullable(keyId);
    }

    /** What it may be used for. */
    public Set<JwsAlgorithm> algorithms() {
        return algorithms;
    }

    /**
     * Whether it is a candidate for a token: its algorithms include the header's, and if the header names a {@code kid} it is the same
     * (RFC 7515 §4.1.4).
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

    /** Shows no key material. */
    @Override
    public String toString() {
        return "VerificationKey[" + algorithms + "]";
    }
}
