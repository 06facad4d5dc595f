package io.github.jotguard;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies with a public key. A verification has a {@code Signature} of its own: one that an earlier one left, or a new one. Nothing
 * is kept per thread, because there may be a million virtual ones.
 */
final class PublicKeyCheck implements SignatureCheck {

    /** To initialise a {@code Signature} takes the JDK 40 µs for Ed25519; with more threads than this at a time, some have to. */
    private static final int MAX_SPARES = 8;

    private static final Logger LOG = LoggerFactory.getLogger(PublicKeyCheck.class);

    private final SignatureScheme wanted;
    private final SignatureScheme scheme;
    private final PublicKey original;
    private final PublicKey key;
    private final SignatureBounds bounds;
    private final AtomicReferenceArray<@Nullable Signature> spares = new AtomicReferenceArray<>(MAX_SPARES);
    /** The JDK, once the engine has failed; a race at worst makes it twice. */
    private volatile @Nullable PublicKeyCheck standIn;

    private PublicKeyCheck(SignatureScheme wanted, SignatureScheme scheme, PublicKey key)
            throws GeneralSecurityException {
        this.wanted = wanted;
        this.scheme = scheme;
        this.original = key;
        this.key = scheme.convert(key);
        this.bounds = SignatureBounds.of(scheme.algorithm(), key);
        spares.set(0, scheme.initialised(this.key));
    }

    /**
     * With this scheme; or if its engine refuses a key that is sound, one with a large exponent for instance, with the JDK.
     *
     * @throws GeneralSecurityException if the JDK does not take the key either
     */
    static PublicKeyCheck of(SignatureScheme wanted, PublicKey key) throws GeneralSecurityException {
        try {
            return new PublicKeyCheck(wanted, wanted, key);
        } catch (GeneralSecurityException | RuntimeException | LinkageError refused) {
            LOG.debug("{} does not take a key for {}; the JDK is asked", wanted.engine(), wanted.algorithm());
            return new PublicKeyCheck(wanted, SignatureScheme.ofJdk(wanted.algorithm()), key);
        }
    }

    boolean isFor(SignatureScheme other) {
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
            return standIn(failure).accepts(text, length, signature);
        }
    }

    /** Judges in the place of an engine that failed, for this token; a failure says nothing about the signature. */
    private PublicKeyCheck standIn(Throwable failure) throws GeneralSecurityException {
        PublicKeyCheck jdk = standIn;
        if (jdk == null) {
            LOG.warn(
                    "{} fails to verify {}, and the JDK does it in its place: {}",
                    scheme.engine(),
                    scheme.algorithm(),
                    failure.getClass().getName());
            jdk = new PublicKeyCheck(wanted, SignatureScheme.ofJdk(scheme.algorithm()), original);
            standIn = jdk;
        }
        return jdk;
    }

    private boolean verifies(byte[] text, int length, byte[] signature) throws GeneralSecurityException {
        Signature verification = take();
        verification.update(text, 0, length);
        boolean isAccepted = verification.verify(signature);
        if (isAccepted) { // what refused or failed is thrown away: nothing of a bad signature can linger in it
            leave(verification);
        }
        return isAccepted;
    }

    private Signature take() throws GeneralSecurityException {
        int home = home();
        for (int i = 0; i < MAX_SPARES; i++) {
            int place = (home + i) % MAX_SPARES;
            Signature spare = spares.get(place);
            if (spare != null && spares.compareAndSet(place, spare, null)) {
                return spare;
            }
        }
        return scheme.initialised(key);
    }

    private void leave(Signature spare) {
        int home = home();
        for (int i = 0; i < MAX_SPARES; i++) {
            if (spares.compareAndSet((home + i) % MAX_SPARES, null, spare)) {
                return;
            }
        }
    }

    /** Where this thread looks first, so that threads seldom meet. */
    private static int home() {
        return Math.floorMod(Thread.currentThread().getId(), MAX_SPARES);
    }
}
