package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.SafeLogging;
import io.github.jotguard.secret.EncodedKeys;
import io.github.jotguard.secret.Placeholders;
import io.github.jotguard.secret.SampleSecrets;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret that issuer and verifier share (RFC 7518 §3.2). Immutable and thread-safe; {@code toString} does not show
 * it. It verifies HS256 by default, and HS384 or HS512 only if they are set with
 * {@link TrustedIssuer.Builder#algorithms}. Everyone who can verify with it can also sign with it. Use random bytes and
 * not a password, for example from {@code openssl rand -base64 48}.
 */
public final class SharedSecret implements VerificationKeys {

    /** Minimum length in bytes: the length of the hash of HS256 (RFC 7518 §3.2). */
    public static final int MIN_BYTES = 32;

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SECRET);
    private static final int BITS_PER_BYTE = 8;
    private static final String MAKE_ONE = "Make one with: openssl rand -base64 48";

    private final List<VerificationKey> keys;
    private final int length;

    private SharedSecret(byte[] secret) {
        if (secret.length < MIN_BYTES) {
            throw new IllegalArgumentException("A shared secret needs at least " + MIN_BYTES
                    + " bytes (RFC 7518 §3.2), but this has " + secret.length + ". " + MAKE_ONE);
        }
        rejectKey(secret);
        if (SampleSecrets.isRepetition(secret)) {
            throw new IllegalArgumentException(
                    "The shared secret is one short text repeated, or a sequence such as 0123456789. " + MAKE_ONE);
        }
        this.length = secret.length;
        this.keys = List.of(VerificationKey.ofSecret(secret.clone(), algorithmsFor(secret.length)));
    }

    /**
     * Returns the secret of the UTF-8 bytes of a text, as Better Auth uses its secret. White space at either end is
     * part of the secret, and a warning is logged.
     *
     * <p>A publicly known text is rejected, because everyone could sign with it: a placeholder such as
     * <code>${NAME}</code>, a sample of documentation, one short text repeated, or a sequence. A key or certificate in
     * any encoding is rejected too.
     *
     * @param secret at least {@value #MIN_BYTES} bytes in UTF-8
     * @throws IllegalArgumentException if the text is shorter, has an unpaired surrogate, or is one of the rejected
     *     texts
     */
    public static SharedSecret ofUtf8(String secret) {
        requireNonNull(secret, "secret");
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(secret)) {
            throw new IllegalArgumentException("The shared secret is not text: it has an unpaired surrogate");
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        rejectKey(bytes);
        rejectPublished(secret);
        SharedSecret shared = new SharedSecret(bytes);
        if (!secret.equals(secret.strip())) {
            SafeLogging.run(() -> LOG.warn(
                    "The shared secret begins or ends with white space, such as the line break of a mounted file."
                            + " Remove it, unless the secret of the issuer has it too"));
        }
        return shared;
    }

    private static void rejectKey(byte[] secret) {
        if (EncodedKeys.include(secret)) {
            throw new IllegalArgumentException(
                    "The shared secret is a key or certificate (PEM, DER, JWK or OpenSSH), not a secret. For public"
                            + " keys use RemoteJwkSet.at(uri) or StaticJwkSet.ofJson(json), for other secrets"
                            + " ofBytes(bytes)");
        }
    }

    private static void rejectPublished(String secret) {
        if (Placeholders.fill(secret)) {
            throw new IllegalArgumentException(
                    "The shared secret is a placeholder that was not replaced. Set the variable that it names");
        }
        if (SampleSecrets.include(secret)) {
            throw new IllegalArgumentException("The shared secret is a sample that documentation prints. " + MAKE_ONE);
        }
    }

    /**
     * Returns the secret of these bytes, which are copied.
     *
     * @param secret at least {@value #MIN_BYTES} bytes
     * @throws IllegalArgumentException if there are fewer, they repeat a unit of at most 8 bytes, are a sequence, or
     *     are a key or certificate
     */
    public static SharedSecret ofBytes(byte[] secret) {
        return new SharedSecret(requireNonNull(secret, "secret"));
    }

    /**
     * Finds the secret if the algorithm is an HMAC that it is long enough for. The {@code kid} is ignored.
     *
     * @return one key, or none if the algorithm does not fit
     */
    @Override
    public List<VerificationKey> find(JwsHeader header) {
        return keys.get(0).algorithms().contains(header.algorithm()) ? keys : List.of();
    }

    @Override
    public boolean mayBlock() {
        return false;
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

    /** Returns the length only. */
    @Override
    public String toString() {
        return "SharedSecret[" + length + " bytes]";
    }
}
