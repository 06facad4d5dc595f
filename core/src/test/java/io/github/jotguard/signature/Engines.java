package io.github.jotguard.signature;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SignatureEngine;
import java.security.Provider;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** The signature engines that are on the class path of the tests. */
public enum Engines implements Consumer<JwtVerifier.Builder> {
    JDK(null),
    BOUNCY_CASTLE("org.bouncycastle.jce.provider.BouncyCastleProvider"),
    CORRETTO("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");

    private final @Nullable Provider provider;

    Engines(@Nullable String className) {
        this.provider = className == null ? null : load(className);
    }

    private static Provider load(String className) {
        try {
            return (Provider) Class.forName(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public Provider provider() {
        return Objects.requireNonNull(provider);
    }

    @Override
    public void accept(JwtVerifier.Builder builder) {
        if (provider == null) {
            builder.signatureEngine(SignatureEngine.jdk());
        } else {
            builder.signatureEngine(SignatureEngine.of(provider));
        }
    }

    /** Null if the engine does not have the algorithm. */
    @Nullable
    public SignatureScheme scheme(JwsAlgorithm algorithm) {
        return provider == null ? SignatureScheme.ofJdk(algorithm) : SignatureScheme.of(algorithm, provider);
    }

    public static Stream<JwsAlgorithm> algorithms() {
        return Arrays.stream(JwsAlgorithm.values()).filter(algorithm -> !algorithm.isSymmetric());
    }

    /** Each engine with each algorithm that it has. */
    public static Stream<Arguments> withAlgorithms() {
        return Arrays.stream(values()).flatMap(engine -> algorithms()
                .filter(algorithm -> engine.scheme(algorithm) != null)
                .map(algorithm -> Arguments.argumentSet(engine + " " + algorithm, engine, algorithm)));
    }
}
