package io.github.jotguard.spring.actuator;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerifierStatus;
import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters of the keys of each issuer and of the verified-token cache. Reading a meter does no I/O.
 *
 * <p>Internal: may change without notice.
 */
public final class KeysMetrics implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private final JwtVerifier verifier;

    public KeysMetrics(JwtVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        issuers().forEach(issuer -> bindKeys(registry, issuer));
        count(registry, "hit", cache -> cache.tokenCache().hits());
        count(registry, "miss", cache -> cache.tokenCache().misses());
        Gauge.builder("jotguard.token.cache.size", verifier, v -> v.status()
                        .tokenCache()
                        .tokens())
                .description("Tokens in the verified-token cache")
                .baseUnit("tokens")
                .register(registry);
    }

    /**
     * Returns the issuers. A verifier of the application, such as a mock in a test, may return or throw anything, which
     * must not stop the startup.
     */
    private Set<String> issuers() {
        try {
            return Set.copyOf(verifier.status().issuers().keySet());
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            LOG.warn(
                    "The issuers are unknown, so their keys have no meters: {}",
                    failure.getClass().getName());
            return Set.of();
        }
    }

    private void bindKeys(MeterRegistry registry, String issuer) {
        Gauge.builder("jotguard.keys.age", verifier, v -> age(v, issuer))
                .description("Time since the key set was fetched; NaN for keys that are not fetched")
                .baseUnit("seconds")
                .tag("issuer", issuer)
                .register(registry);
        Gauge.builder("jotguard.keys.usable", verifier, v -> isUsable(v, issuer) ? 1 : 0)
                .description("1 if the keys can verify tokens; 0 if tokens get status 503 or no key was needed yet")
                .tag("issuer", issuer)
                .register(registry);
        fetches(
                registry,
                issuer,
                "jotguard.keys.fetches",
                "Fetches of the key set that were begun",
                KeysStatus::fetches);
        fetches(
                registry,
                issuer,
                "jotguard.keys.fetch.failures",
                "Fetches of the key set that failed",
                KeysStatus::failures);
    }

    private void fetches(
            MeterRegistry registry,
            String issuer,
            String name,
            String description,
            ToDoubleFunction<KeysStatus> count) {
        FunctionCounter.builder(name, verifier, v -> {
                    KeysStatus keys = keys(v, issuer);
                    return keys == null ? 0 : count.applyAsDouble(keys);
                })
                .description(description)
                .baseUnit("fetches")
                .tag("issuer", issuer)
                .register(registry);
    }

    private void count(MeterRegistry registry, String result, ToDoubleFunction<VerifierStatus> count) {
        FunctionCounter.builder("jotguard.token.cache.gets", verifier, v -> count.applyAsDouble(v.status()))
                .description("Look-ups in the verified-token cache, by result")
                .baseUnit("tokens")
                .tag("result", result)
                .register(registry);
    }

    private static double age(JwtVerifier verifier, String issuer) {
        KeysStatus keys = keys(verifier, issuer);
        return keys == null
                ? Double.NaN
                : keys.age().map(Duration::toSeconds).map(Long::doubleValue).orElse(Double.NaN);
    }

    private static boolean isUsable(JwtVerifier verifier, String issuer) {
        KeysStatus keys = keys(verifier, issuer);
        return keys != null && (keys.state() == KeysStatus.State.FRESH || keys.state() == KeysStatus.State.STALE);
    }

    private static @Nullable KeysStatus keys(JwtVerifier verifier, String issuer) {
        return verifier.status().issuers().get(issuer);
    }
}
