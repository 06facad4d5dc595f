package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A secret that issuer and verifier share (RFC 7518 §3.2): HS256 and nothing else unless asked for by name. Whoever verifies with it
 * can also sign with it. Use random bytes, not a password: {@code openssl rand -base64 48} makes one. Immutable; {@code toString}
 * does not show it.
 */
public final class SharedSecret implements VerificationKeys {

    /** The least length in bytes: that of the hash, as RFC 7518 §3.2 demands of HS256. */
    public static final int MIN_BYTES = 32;

    private static final int BITS_PER_BYTE = 8;

    private final List<VerificationKey> keys;
    private final int length;

    private SharedSecret(byte[] secret) {
        if (secret.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "A shared secret needs at least " + MIN_BYTES + " bytes (RFC 7518 §3.2), but this has "
                            + secret.length + ". Make one with: openssl rand -base64 48");
        }
        this.length = secret.length;
        this.keys = List.of(VerificationKey.ofSecret(secret.clone(), algorithmsFor(secret.length)));
    }

    /**
     * The UTF-8 bytes of a text, as Better Auth uses its secret.
     *
     * @throws IllegalArgumentException if these are fewer than 32, the text has an unpaired surrogate and so no UTF-8, or it is a PEM or a
     *     JWK: with a public key for a secret, everybody could sign
     */
    public static SharedSecret ofUtf8(String secret) {
        requireNonNull(secret, "secret");
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(secret)) {
            throw new IllegalArgumentException("The shared secret is not text: it has an unpaired surrogate");
        }
        if (secret.contains("-----BEGIN") || (secret.strip().startsWith("{") && secret.contains("\"kty\""))) {
            throw new IllegalArgumentException(
                    "The shared secret is a key in PEM or JWK form, not a secret text. For public keys"
                            + " use RemoteJwkSet.at(uri) or StaticJwkSet.ofJson(json), for other secrets ofBytes(bytes)");
        }
        return new SharedSecret(secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * These bytes; they are copied.
     *
     * @throws IllegalArgumentException if there are fewer than 32
     */
    public static SharedSecret ofBytes(byte[] secret) {
        return new SharedSecret(requireNonNull(secret, "secret"));
    }

    /** The secret, if the algorithm is an HMAC that it is long enough for; whatever {@code kid} says. */
    @Override
    public List<VerificationKey> find(UnverifiedJwsHeader header) {
        return keys.get(0).algorithms().contains(header.algorithm()) ? keys : List.of();
    }

    @Override
    public KeysStatus status() {
        return KeysStatus.fixed("shared secret", List.of());
    }

    int length() {
        return length;
    }

    boolean isLongEnoughFor(JwsAlgorithm algorithm) {
        return keys.get(0).algorithms().contains(algorithm);
    }

    private static Set<JwsAlgorithm> algorithmsFor(int bytes) {
        EnumSet<JwsAlgorithm> algorithms = EnumSet.of(JwsAlgorithm.HS256);
        if (bytes >= 384 / BITS_PER_BYTE) {
            algorithms.add(JwsAlgorithm.HS384);
        }
        if (bytes >= 512 / BITS_PER_BYTE) {
            algorithms.add(JwsAlgorithm.HS512);
        }
        return algorithms;
    }

    /** Shows the length only. */
    @Override
    public String toString() {
        return "SharedSecret[" + length + " bytes]";
    }
}
