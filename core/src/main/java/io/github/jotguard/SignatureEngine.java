package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.signature.JcaSignatureEngine;
import java.security.Provider;
import java.util.Set;
import java.util.function.Function;

/**
 * Selects the implementation of the Java Cryptography Architecture that verifies signatures with public keys. HMAC is always verified by
 * the JDK. Immutable and thread-safe.
 */
public final class SignatureEngine {

    private final Function<Set<JwsAlgorithm>, JcaSignatureEngine> factory;

    private SignatureEngine(Function<Set<JwsAlgorithm>, JcaSignatureEngine> factory) {
        this.factory = factory;
    }

    /**
     * Selects, for each algorithm, the fastest of Amazon Corretto Crypto Provider, Bouncy Castle and the JDK that is on the class path and
     * passes the known-answer test. No provider is installed.
     */
    public static SignatureEngine fastest() {
        return new SignatureEngine(JcaSignatureEngine::bestFor);
    }

    /** Selects the providers that the JVM is configured with, whatever else is on the class path. */
    public static SignatureEngine jdk() {
        return new SignatureEngine(algorithms -> JcaSignatureEngine.ofJdk());
    }

    /**
     * Selects a provider, and the JDK for the algorithms that the provider does not have or for which it fails the known-answer test. The
     * provider is not installed.
     */
    public static SignatureEngine of(Provider provider) {
        requireNonNull(provider, "provider");
        return new SignatureEngine(algorithms -> JcaSignatureEngine.of(provider, algorithms));
    }

    /** @throws IllegalStateException if this Java lacks an algorithm, or the provider can be used for none of them */
    JcaSignatureEngine create(Set<JwsAlgorithm> algorithms) {
        JcaSignatureEngine.checkAvailable(algorithms);
        return factory.apply(algorithms);
    }
}
