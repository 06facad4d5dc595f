package io.github.jotguard.signature;

import io.github.jotguard.JwsAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Verifies signatures (RFC 7515 §5.2). Thread-safe; takes no lock. It uses the fastest engine that is installed or on
 * the class path and passed its known-answer test, a given provider, or the JDK. The choice for an algorithm is made when the algorithm is
 * first used, and never changes.
 */
public final class JcaSignatureEngine {

    private final Map<JwsAlgorithm, SignatureScheme> schemes = new ConcurrentHashMap<>();
    private final Function<JwsAlgorithm, SignatureScheme> choice;

    JcaSignatureEngine(Function<JwsAlgorithm, SignatureScheme> choice) {
        this.choice = choice;
    }

    /** Returns the engine of the JDK, which is the providers that the JVM is configured with. */
    public static JcaSignatureEngine ofJdk() {
        return new JcaSignatureEngine(SignatureScheme::ofJdk);
    }

    /**
     * Returns the fastest installed engine for these algorithms, and the JDK for others. Each engine is tested when an
     * algorithm is first used.
     */
    public static JcaSignatureEngine installedFor(Set<JwsAlgorithm> algorithms) {
        Set<JwsAlgorithm> allowed = Set.copyOf(algorithms);
        return new JcaSignatureEngine(algorithm ->
                allowed.contains(algorithm) ? SignatureEngines.installed(algorithm) : SignatureScheme.ofJdk(algorithm));
    }

    /**
     * Returns the fastest engine for these algorithms, and the JDK for others. Each engine is searched and tested when
     * an algorithm is first used.
     */
    public static JcaSignatureEngine bestFor(Set<JwsAlgorithm> algorithms) {
        Set<JwsAlgorithm> allowed = Set.copyOf(algorithms);
        return new JcaSignatureEngine(algorithm ->
                allowed.contains(algorithm) ? SignatureEngines.best(algorithm) : SignatureScheme.ofJdk(algorithm));
    }

    /**
     * Returns an engine that uses this provider for those of these algorithms whose known-answer test it passes, and
     * the JDK for others.
     *
     * @throws IllegalStateException if the provider passes none of the tests
     */
    public static JcaSignatureEngine of(Provider provider, Set<JwsAlgorithm> algorithms) {
        JcaSignatureEngine engine = ofJdk();
        for (JwsAlgorithm algorithm : algorithms) {
            SignatureScheme scheme = algorithm.isSymmetric() ? null : SignatureScheme.of(algorithm, provider);
            if (scheme != null && KnownAnswerTest.of(algorithm).passes(scheme)) {
                engine.schemes.put(algorithm, scheme);
            }
        }
        if (engine.schemes.isEmpty()) {
            throw new IllegalStateException("The signature provider " + provider.getName() + " verifies none of "
                    + algorithms + " correctly; remove signatureEngine(...) to use an installed engine or the JDK");
        }
        return engine;
    }

    /**
     * Returns whether this is the signature of the first {@code length} bytes of the text.
     *
     * @param key a key that may be used for the algorithm
     * @throws GeneralSecurityException if every engine fails; engines may also throw other exceptions and errors
     */
    public boolean verifies(PreparedKey key, JwsAlgorithm algorithm, byte[] text, int length, byte[] signature)
            throws GeneralSecurityException {
        return verifier(key, algorithm).accepts(text, length, signature);
    }

    /**
     * Checks that the JDK verifies each of these algorithms.
     *
     * @throws IllegalStateException if this Java lacks one of them
     */
    public static void checkAvailable(Set<JwsAlgorithm> algorithms) {
        algorithms.stream().sorted().forEach(algorithm -> {
            if (!algorithm.isSymmetric() && !SignatureScheme.ofJdk(algorithm).isAvailable()) {
                throw new IllegalStateException("This Java runtime cannot verify " + algorithm
                        + ". Add the module jdk.crypto.ec to its image, or call algorithms(...) "
                        + "without " + algorithm);
            }
        });
    }

    /**
     * Returns the scheme that verifies an algorithm. The first call for an algorithm makes the choice.
     *
     * @throws IllegalArgumentException if the algorithm has no public key
     */
    public SignatureScheme scheme(JwsAlgorithm algorithm) {
        SignatureScheme known = schemes.get(algorithm);
        if (known != null) {
            return known;
        }
        if (algorithm.isSymmetric()) {
            throw new IllegalArgumentException(algorithm + " has no public key");
        }
        SignatureScheme chosen = choice.apply(algorithm);
        SignatureScheme earlier = schemes.putIfAbsent(algorithm, chosen);
        return earlier == null ? chosen : earlier;
    }

    private KeyVerifier verifier(PreparedKey key, JwsAlgorithm algorithm) throws GeneralSecurityException {
        KeyVerifier verifier = key.verifier(algorithm);
        if (verifier == null || (verifier instanceof PublicKeyVerifier made && !made.isFor(scheme(algorithm)))) {
            verifier = algorithm.isSymmetric()
                    ? new MacVerifier(algorithm, key.key())
                    : PublicKeyVerifier.of(scheme(algorithm), (PublicKey) key.key());
            key.add(algorithm, verifier);
        }
        return verifier;
    }
}
