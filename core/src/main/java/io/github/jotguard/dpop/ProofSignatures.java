package io.github.jotguard.dpop;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.jwk.JwkParser;
import io.github.jotguard.jwk.UnusableJwkException;
import io.github.jotguard.signature.AlgorithmSpec;
import io.github.jotguard.signature.JcaSignatureEngine;
import io.github.jotguard.signature.PreparedKey;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signatures of proofs with the keys that they hold. Thread-safe. Checking a key costs more than a signature,
 * so that the keys used last are remembered. Only keys that an authentic token is bound to get here.
 */
final class ProofSignatures {

    /** Maximum number of remembered keys. Each takes about 3 KiB. */
    static final int MAX_KEYS = 1_000;

    private final JcaSignatureEngine engine;
    private final Map<KeyUse, PreparedKey> keys = Collections.synchronizedMap(new LeastRecentlyUsed());

    /** A key with the algorithm that it was checked for. */
    private record KeyUse(String thumbprint, JwsAlgorithm algorithm) {}

    private static final class LeastRecentlyUsed extends LinkedHashMap<KeyUse, PreparedKey> {

        private static final long serialVersionUID = 1L;

        LeastRecentlyUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyUse, PreparedKey> eldest) {
            return size() > MAX_KEYS;
        }
    }

    ProofSignatures(Set<JwsAlgorithm> algorithms) {
        this.engine = JcaSignatureEngine.installedFor(algorithms);
    }

    /**
     * Verifies the signature of a proof.
     *
     * @throws ProofRejection if the key is not sound or not of the algorithm, or the signature is another's
     * @throws KeysUnavailableException if every engine fails, which is not the fault of the proof
     */
    void verify(DpopProof proof) throws ProofRejection {
        if (!AlgorithmSpec.of(proof.algorithm()).allowsSignatureLength(proof.signature().length)) {
            throw ProofRejection.invalid("a signature of a length that " + proof.algorithm() + " does not make");
        }
        KeyUse use = new KeyUse(proof.thumbprint(), proof.algorithm());
        PreparedKey known = keys.get(use);
        PreparedKey key = prepared(proof, known);
        if (!isSignedBy(key, proof)) {
            throw ProofRejection.invalid("the signature is not valid");
        }
        if (known == null) {
            keys.put(use, key);
        }
    }

    /** Returns the known key, or else a new one. What the proof says of the use of its key is checked each time. */
    private static PreparedKey prepared(DpopProof proof, @Nullable PreparedKey known) throws ProofRejection {
        try {
            if (known == null) {
                return new PreparedKey(JwkParser.parse(proof.jwk(), proof.algorithm()));
            }
            JwkParser.checkPurpose(proof.jwk(), proof.algorithm());
            return known;
        } catch (UnusableJwkException unusable) {
            throw ProofRejection.invalid("jwk: " + unusable.getMessage());
        }
    }

    private boolean isSignedBy(PreparedKey key, DpopProof proof) {
        try {
            return engine.verifies(
                    key, proof.algorithm(), proof.ascii(), proof.signingInputLength(), proof.signature());
        } catch (GeneralSecurityException | RuntimeException | Error failure) {
            throw new KeysUnavailableException("The signature engine failed", null, failure);
        }
    }

    /** Returns the number of remembered keys. */
    int size() {
        return keys.size();
    }
}
