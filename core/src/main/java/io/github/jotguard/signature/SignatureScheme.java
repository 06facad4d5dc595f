package io.github.jotguard.signature;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One engine's scheme for one algorithm with public keys: its name there, and its parameters. Immutable and
 * thread-safe.
 */
public final class SignatureScheme {

    private static final int PSS_TRAILER = 1;

    private final JwsAlgorithm algorithm;
    /** Passed explicitly, never installed; null for the JDK, which is the providers that the JVM is configured with. */
    private final @Nullable Provider provider;

    private final String name;
    private final SubgroupCheck subgroupCheck;
    private final RateLimitedLogger failures = RateLimitedLogger.of(LoggerNames.SIGNATURE);

    private SignatureScheme(
            JwsAlgorithm algorithm, @Nullable Provider provider, String name, SubgroupCheck subgroupCheck) {
        this.algorithm = algorithm;
        this.provider = provider;
        this.name = name;
        this.subgroupCheck = subgroupCheck;
    }

    /** Returns the scheme of the JDK, which is the providers that the JVM is configured with. */
    public static SignatureScheme ofJdk(JwsAlgorithm algorithm) {
        return new SignatureScheme(
                algorithm, null, AlgorithmSpec.of(algorithm).jcaNames().get(0), SubgroupCheck.NONE);
    }

    /** Returns the scheme of a provider, or null if the provider lacks the algorithm. */
    public static @Nullable SignatureScheme of(JwsAlgorithm algorithm, Provider provider) {
        for (String name : AlgorithmSpec.of(algorithm).jcaNames()) {
            if (provider.getService("Signature", name) != null) {
                return new SignatureScheme(algorithm, provider, name, SubgroupCheck.of(algorithm, provider));
            }
        }
        return null;
    }

    /** Returns whether keys and signatures of the algorithm are available. An image made by jlink may lack them. */
    boolean isAvailable() {
        try {
            KeyFactory.getInstance(AlgorithmSpec.of(algorithm).keyFactory());
            Signature.getInstance(name);
            return true;
        } catch (GeneralSecurityException missing) {
            return false;
        }
    }

    /** Converts a key to the engine's own type, so that it is not converted at every verification. */
    public PublicKey convert(PublicKey key) {
        if (provider == null
                || provider.getService("KeyFactory", AlgorithmSpec.of(algorithm).keyFactory()) == null) {
            return key;
        }
        try {
            return KeyFactory.getInstance(AlgorithmSpec.of(algorithm).keyFactory(), provider)
                    .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException | RuntimeException | LinkageError itTakesTheJdksThen) {
            return key;
        }
    }

    /** Creates a {@code Signature}, ready to verify with a key of {@link #convert}. */
    Signature initialised(PublicKey converted) throws GeneralSecurityException {
        Signature signature = provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
        switch (algorithm) {
            case PS256 -> signature.setParameter(pss("SHA-256", MGF1ParameterSpec.SHA256, 32));
            case PS384 -> signature.setParameter(pss("SHA-384", MGF1ParameterSpec.SHA384, 48));
            case PS512 -> signature.setParameter(pss("SHA-512", MGF1ParameterSpec.SHA512, 64));
            default -> {
                // nothing to be set
            }
        }
        signature.initVerify(converted);
        return signature;
    }

    /**
     * Verifies the signature of the text in the engine.
     *
     * @param engine from {@link #initialised}, updated with the text
     */
    boolean verifies(Signature engine, byte[] signature) throws GeneralSecurityException {
        return engine.verify(signature) && subgroupCheck(engine).accepts(signature);
    }

    /** An application may have installed any provider before the JDK's. */
    private SubgroupCheck subgroupCheck(Signature engine) {
        return provider == null ? SubgroupCheck.ofConfigured(algorithm, engine.getProvider()) : subgroupCheck;
    }

    private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int saltLength) {
        return new PSSParameterSpec(hash, "MGF1", mask, saltLength, PSS_TRAILER);
    }

    /** Warns of a failure of the engine. Callers can cause it with many keys, such as those of DPoP proofs. */
    void warnOf(Throwable failure) {
        failures.warn(
                "{} failed to verify {}; the JDK verifies it instead: {}",
                engine(),
                algorithm,
                failure.getClass().getName());
    }

    /** Returns whether a key that was prepared for the other scheme can be used. */
    @SuppressWarnings("ReferenceEquality") // equals of providers compares every property of theirs
    boolean isSame(SignatureScheme other) {
        return provider == other.provider && algorithm == other.algorithm && name.equals(other.name);
    }

    JwsAlgorithm algorithm() {
        return algorithm;
    }

    @Nullable
    public Provider provider() {
        return provider;
    }

    boolean isOfJdk() {
        return provider == null;
    }

    /** Returns the name of the engine, for people. */
    public String engine() {
        return provider == null ? "JDK" : provider.getName() + " " + provider.getVersionStr();
    }
}
