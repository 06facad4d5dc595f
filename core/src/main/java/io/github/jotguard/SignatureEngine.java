package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.signature.JcaSignatureEngine;
import java.security.Provider;
import java.util.Set;
import java.util.function.Function;

/**
 * Selects the implementation of the Java Cryptography Architecture that verifies signatures with public keys. HMAC is
 * always verified by the JDK. Immutable and thread-safe.
 */
public final class SignatureEngine {

    private final Function<Set<JwsAlgorithm>, JcaSignatureEngine> factory;

    private SignatureEngine(Function<Set<JwsAlgorithm>, JcaSignatureEngine> factory) {
        this.factory = factory;
    }

    /**
     * Selects the fastest implementation for each algorithm among those that the application has installed with
     * {@link java.security.Security#addProvider}. The candidates are Amazon Corretto Crypto Provider and Bouncy Castle,
     * if they are installed, and the JDK. A candidate must pass the known-answer test. No other engine is loaded,
     * because opening its signed jar takes hundreds of milliseconds of processor time.
     */
    public static SignatureEngine installed() {
        return new SignatureEngine(JcaSignatureEngine::installedFor);
    }

    /**
     * Selects the fastest implementation for each algorithm. No provider is installed. The candidates are Amazon
     * Corretto Crypto Provider and Bouncy Castle, if they are on the class path, and the JDK. A candidate must pass the
     * known-answer test. The first token of an algorithm waits until its candidate is loaded.
     */
    public static SignatureEngine fastest() {
        return new SignatureEngine(JcaSignatureEngine::bestFor);
    }

    /** Selects the providers that the JVM is configured with, and no engine on the class path. */
    public static SignatureEngine jdk() {
        return new SignatureEngine(algorithms -> JcaSignatureEngine.ofJdk());
    }

    /**
     * Selects a provider, which is not installed. The JDK verifies the algorithms that the provider lacks. It also
     * verifies those for which the provider fails the known-answer test.
     *
     * @param provider a provider with at least one of the algorithms; otherwise {@link JwtVerifier.Builder#build()}
     *     fails
     */
    public static SignatureEngine of(Provider provider) {
        requireNonNull(provider, "provider");
        return new SignatureEngine(algorithms -> JcaSignatureEngine.of(provider, algorithms));
    }

    /**
     * Creates the engine.
     *
     * @throws IllegalStateException if this Java lacks an algorithm, or the provider can be used for none of them
     */
    JcaSignatureEngine create(Set<JwsAlgorithm> algorithms) {
        JcaSignatureEngine.checkAvailable(algorithms);
        return factory.apply(algorithms);
    }
}
