package io.github.jotguard;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Verifies signatures (RFC 7515 §5.2): with the fastest engine on the class path that has proven itself, with a given one, or with the
 * JDK. Immutable and thread-safe; takes no lock.
 */
final class SignatureEngine {

    private final Map<JwsAlgorithm, SignatureScheme> schemes = new EnumMap<>(JwsAlgorithm.class);

    private SignatureEngine() {
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            if (!algorithm.isSymmetric()) {
                schemes.put(algorithm, SignatureScheme.ofJdk(algorithm));
            }
        }
    }

    /** The JDK, that is, the providers that the JVM is configured with. */
    static SignatureEngine ofJdk() {
        return new SignatureEngine();
    }

    /** For these algorithms the fastest engine there is, for others the JDK. */
    static SignatureEngine bestFor(Set<JwsAlgorithm> algorithms) {
        SignatureEngine engine = new SignatureEngine();
        engine.schemes.replaceAll(
                (algorithm, jdk) -> algorithms.contains(algorithm) ? SignatureEngines.best(algorithm) : jdk);
        return engine;
    }

    /**
     * This provider for those of these algorithms that it has and verifies rightly, for others the JDK.
     *
     * @throws IllegalStateException if that leaves nothing for the provider to do
     */
    static SignatureEngine of(Provider provider, Set<JwsAlgorithm> algorithms) {
        SignatureEngine engine = new SignatureEngine();
        for (JwsAlgorithm algorithm : algorithms) {
            SignatureScheme scheme = algorithm.isSymmetric() ? null : SignatureScheme.of(algorithm, provider);
            if (scheme != null && KnownAnswerTest.of(algorithm).passes(scheme)) {
                engine.schemes.put(algorithm, scheme);
            }
        }
        if (engine.schemes.values().stream().allMatch(SignatureScheme::isOfJdk)) {
            throw new IllegalStateException("The signature provider " + provider.getName() + " verifies none of "
                    + algorithms + " rightly; leave signatureProvider(...) away to verify with the best engine found");
        }
        return engine;
    }

    /**
     * Whether the signature of this token is one of this key.
     *
     * @throws KeysUnavailableException if no engine can tell, which is not the token's fault
     */
    boolean verifies(VerificationKey key, JwsAlgorithm algorithm, UnverifiedJwt jwt) {
        try {
            return check(key, algorithm).accepts(jwt.token(), jwt.signingInputLength(), jwt.signature());
        } catch (GeneralSecurityException | RuntimeException | Error failure) {
            throw new KeysUnavailableException("The signature engine failed", null, failure);
        }
    }

    /** @throws IllegalStateException if this Java lacks what one of these algorithms needs */
    static void checkAvailable(Set<JwsAlgorithm> algorithms) {
        algorithms.stream().sorted().forEach(algorithm -> {
            if (!algorithm.isSymmetric() && !SignatureScheme.ofJdk(algorithm).isAvailable()) {
                throw new IllegalStateException("This Java cannot verify " + algorithm
                        + ". Add the module jdk.crypto.ec to its image, or call algorithms(...) without " + algorithm);
            }
        });
    }

    SignatureScheme scheme(JwsAlgorithm algorithm) {
        SignatureScheme scheme = schemes.get(algorithm);
        if (scheme == null) {
            throw new IllegalArgumentException(algorithm + " has no public key");
        }
        return scheme;
    }

    private KeyVerifier check(VerificationKey key, JwsAlgorithm algorithm) throws GeneralSecurityException {
        PreparedKey prepared = key.prepared();
        if (prepared == null) {
            prepared = new PreparedKey();
            key.prepared(prepared);
        }
        KeyVerifier check = prepared.check(algorithm);
        if (check == null || (check instanceof PublicKeyVerifier made && !made.isFor(scheme(algorithm)))) {
            check = algorithm.isSymmetric()
                    ? new MacVerifier(algorithm, key.key())
                    : PublicKeyVerifier.of(scheme(algorithm), (PublicKey) key.key());
            prepared.add(algorithm, check);
        }
        return check;
    }
}
