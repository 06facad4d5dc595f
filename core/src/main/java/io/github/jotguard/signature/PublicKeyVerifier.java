package io.github.jotguard.signature;

import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.SafeLogging;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies with a public key. Thread-safe. Each verification has its own {@code Signature}, from an earlier
 * verification or new. The JDK needs 40 µs to initialise a new one for Ed25519.
 */
public final class PublicKeyVerifier implements KeyVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SIGNATURE);

    private final SignatureScheme wanted;
    private final SignatureScheme scheme;
    private final PublicKey original;
    private final PublicKey key;
    private final SignatureBounds bounds;
    private final Pool<Signature> pool = new Pool<>();
    /** The JDK, after the engine has failed; a race at worst creates it twice. */
    private volatile @Nullable PublicKeyVerifier fallback;

    private PublicKeyVerifier(SignatureScheme wanted, SignatureScheme scheme, PublicKey key)
            throws GeneralSecurityException {
        this.wanted = wanted;
        this.scheme = scheme;
        this.original = key;
        this.key = scheme.convert(key);
        this.bounds = SignatureBounds.of(scheme.algorithm(), key);
        pool.release(scheme.initialised(this.key));
    }

    /**
     * Returns a verifier with this scheme, or with the JDK if its engine rejects a valid key, such as one with a large
     * exponent.
     *
     * @throws GeneralSecurityException if the JDK rejects the key too
     */
    public static PublicKeyVerifier of(SignatureScheme wanted, PublicKey key) throws GeneralSecurityException {
        try {
            return new PublicKeyVerifier(wanted, wanted, key);
        } catch (GeneralSecurityException | RuntimeException | LinkageError rejected) {
            SafeLogging.run(() -> LOG.debug(
                    "{} does not accept a key for {}; the JDK verifies with it " + "instead",
                    wanted.engine(),
                    wanted.algorithm()));
            return new PublicKeyVerifier(wanted, SignatureScheme.ofJdk(wanted.algorithm()), key);
        }
    }

    public boolean isFor(SignatureScheme other) {
        return wanted.isSame(other);
    }

    @Override
    public boolean accepts(byte[] text, int length, byte[] signature) throws GeneralSecurityException {
        if (!bounds.allow(signature)) {
            return false;
        }
        try {
            return verifies(text, length, signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException | RuntimeException | LinkageError failure) {
            if (scheme.isOfJdk()) {
                throw failure;
            }
            return fallback(failure).accepts(text, length, signature);
        }
    }

    /**
     * Returns the JDK in place of an engine that failed, for this token. A failure proves nothing about the signature.
     */
    private PublicKeyVerifier fallback(Throwable failure) throws GeneralSecurityException {
        PublicKeyVerifier jdk = fallback;
        if (jdk == null) {
            jdk = new PublicKeyVerifier(wanted, SignatureScheme.ofJdk(scheme.algorithm()), original);
            fallback = jdk;
            scheme.warnOf(failure);
        }
        return jdk;
    }

    private boolean verifies(byte[] text, int length, byte[] signature) throws GeneralSecurityException {
        Signature spare = pool.acquire();
        Signature verification = spare == null ? scheme.initialised(key) : spare;
        verification.update(text, 0, length);
        boolean isAccepted = scheme.verifies(verification, signature);
        if (isAccepted) { // what rejected or failed is thrown away: nothing of a bad signature can linger in it
            pool.release(verification);
        }
        return isAccepted;
    }
}
