package io.github.jotguard.signature;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.SafeLogging;
import java.security.Provider;
import java.security.Security;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signature engines: installed providers, and providers on the class path. They are used only for algorithms that
 * they verify faster than the JDK in the benchmarks, and only after a known-answer test for each algorithm. One on the
 * class path is loaded once in a JVM, when an algorithm is first used that it can verify, and is never installed.
 */
final class SignatureEngines {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SIGNATURE);

    /** The known engines, the fastest first. */
    private static final List<FoundEngine> ENGINES = List.of(
            new FoundEngine(
                    "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider",
                    EnumSet.complementOf(EnumSet.of(JwsAlgorithm.HS256, JwsAlgorithm.HS384, JwsAlgorithm.HS512))),
            new FoundEngine(
                    "org.bouncycastle.jce.provider.BouncyCastleProvider",
                    EnumSet.of(
                            JwsAlgorithm.EdDSA,
                            JwsAlgorithm.Ed448,
                            JwsAlgorithm.ES256,
                            JwsAlgorithm.ES384,
                            JwsAlgorithm.ES512)));

    private static final Map<JwsAlgorithm, CompletableFuture<SignatureScheme>> BEST = new ConcurrentHashMap<>();

    private SignatureEngines() {}

    /**
     * Returns the fastest engine that is available and passes the known-answer test, or else the JDK. The first thread
     * makes the choice, and others wait for it. Engines and the log are called without a lock.
     */
    static SignatureScheme best(JwsAlgorithm algorithm) {
        CompletableFuture<SignatureScheme> own = new CompletableFuture<>();
        CompletableFuture<SignatureScheme> earlier = BEST.putIfAbsent(algorithm, own);
        if (earlier != null) {
            return earlier.join();
        }
        SignatureScheme chosen = SignatureScheme.ofJdk(algorithm);
        try {
            chosen = choose(algorithm);
        } finally {
            own.complete(chosen);
        }
        return chosen;
    }

    /**
     * Returns the fastest engine that the application has installed as a provider and that passes the known-answer
     * test, or else the JDK. Loads nothing: the jar of an engine is costly to open.
     */
    static SignatureScheme installed(JwsAlgorithm algorithm) {
        return choose(algorithm, FoundEngine::installed);
    }

    private static SignatureScheme choose(JwsAlgorithm algorithm) {
        return choose(algorithm, FoundEngine::provider);
    }

    private static SignatureScheme choose(JwsAlgorithm algorithm, Function<FoundEngine, @Nullable Provider> providers) {
        for (FoundEngine engine : ENGINES) {
            SignatureScheme scheme = engine.scheme(algorithm, providers);
            if (scheme != null) {
                SafeLogging.run(() -> LOG.debug("Signatures with {} are verified by {}", algorithm, scheme.engine()));
                return scheme;
            }
        }
        SafeLogging.run(() -> LOG.debug("Signatures with {} are verified by the JDK", algorithm));
        return SignatureScheme.ofJdk(algorithm);
    }

    /** An engine that may be on the class path. */
    private static final class FoundEngine {

        private final String className;
        private final Set<JwsAlgorithm> fasterThanJdk;
        private final AtomicReference<@Nullable Optional<Provider>> provider = new AtomicReference<>();

        FoundEngine(String className, Set<JwsAlgorithm> fasterThanJdk) {
            this.className = className;
            this.fasterThanJdk = fasterThanJdk;
        }

        @Nullable
        SignatureScheme scheme(JwsAlgorithm algorithm, Function<FoundEngine, @Nullable Provider> providers) {
            Provider found = fasterThanJdk.contains(algorithm) ? providers.apply(this) : null;
            SignatureScheme scheme = found == null ? null : SignatureScheme.of(algorithm, found);
            if (scheme == null) {
                return null;
            }
            if (!KnownAnswerTest.of(algorithm).passes(scheme)) {
                SafeLogging.run(() -> LOG.warn(
                        "{} failed the {} known-answer test and will not be used", scheme.engine(), algorithm));
                return null;
            }
            return scheme;
        }

        @Nullable
        Provider installed() {
            return Stream.of(Security.getProviders())
                    .filter(installed -> installed.getClass().getName().equals(className))
                    .findFirst()
                    .orElse(null);
        }

        @Nullable
        Provider provider() {
            if (provider.get() == null) {
                provider.compareAndSet(null, Optional.ofNullable(load()));
            }
            return requireNonNull(provider.get()).orElse(null);
        }

        private @Nullable Provider load() {
            try {
                Class<?> type = Class.forName(className);
                return (Provider) type.getDeclaredConstructor().newInstance();
            } catch (ClassNotFoundException notOnTheClassPath) {
                return null;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError broken) {
                SafeLogging.run(() -> LOG.debug("{} cannot be used here", className, broken));
                return null;
            }
        }
    }
}
