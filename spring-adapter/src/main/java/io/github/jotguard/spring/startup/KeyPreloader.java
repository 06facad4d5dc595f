package io.github.jotguard.spring.startup;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerifierStatus;
import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.JotguardProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Fetches keys before requests are accepted, if that is configured.
 *
 * <p>Internal: may change without notice.
 */
public final class KeyPreloader implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private final JotguardProperties.Startup startup;
    private final JwtVerifier verifier;

    public KeyPreloader(JotguardProperties.Startup startup, JwtVerifier verifier) {
        this.startup = startup;
        this.verifier = verifier;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (startup == JotguardProperties.Startup.LAZY) {
            return;
        }
        VerifierStatus status = preload();
        if (status == null) {
            return;
        }
        if (status.worstState() == KeysStatus.State.FRESH) {
            return;
        }
        if (startup == JotguardProperties.Startup.REQUIRE_KEYS) {
            throw new InvalidSettingException(
                    "The keys of a trusted issuer could not be fetched: " + explain(status) + ".",
                    "Start the issuer or correct its address; or set jotguard.startup=preload to start "
                            + "without keys.");
        }
        LOG.warn(
                "Started without the keys of a trusted issuer; requests get status 503 until they are available: {}",
                explain(status));
    }

    /**
     * Loads the keys. Returns null if a verifier of the application, such as a mock in a test, has no status; that
     * stops the startup only if keys are required.
     */
    private @Nullable VerifierStatus preload() {
        String problem;
        try {
            verifier.preload();
            VerifierStatus status = verifier.status();
            if (status != null) {
                return status;
            }
            problem = "no status";
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            problem = failure.getClass().getName();
        }
        if (startup == JotguardProperties.Startup.REQUIRE_KEYS) {
            throw new InvalidSettingException(
                    "The keys of the trusted issuers could not be fetched: the JwtVerifier of the "
                            + "application failed ("
                            + problem + ").",
                    "Correct the bean, or set jotguard.startup=preload to start without keys.");
        }
        LOG.warn("Started without keys: the JwtVerifier of the application failed ({})", problem);
        return null;
    }

    private static String explain(VerifierStatus status) {
        StringBuilder text = new StringBuilder();
        status.issuers().values().stream()
                .filter(keys -> keys.state() != KeysStatus.State.FRESH)
                .forEach(keys -> text.append(text.isEmpty() ? "" : ", ")
                        .append(keys.source())
                        .append(" (")
                        .append(keys.lastError().orElse("no answer"))
                        .append(')'));
        return text.toString();
    }
}
