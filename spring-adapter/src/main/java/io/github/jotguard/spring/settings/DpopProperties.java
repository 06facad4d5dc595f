package io.github.jotguard.spring.settings;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.bearer.ResourceIdentifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.ReplayStore;
import io.github.jotguard.logging.LoggerNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the properties of tokens that are bound to a DPoP key (RFC 9449).
 *
 * <p>Internal: may change without notice.
 */
public final class DpopProperties {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private DpopProperties() {}

    /**
     * Checks the settings alone.
     *
     * @throws InvalidSettingException if one is wrong or has no effect
     */
    static void check(JotguardProperties properties) {
        List<String> details = details(properties);
        if (properties.dpop() == DpopMode.REJECT && !details.isEmpty()) {
            throw new InvalidSettingException(
                    details.get(0) + " is set, but jotguard.dpop is not, so it has no effect.",
                    "Set jotguard.dpop to accept or require, or remove " + details.get(0) + ".");
        }
        settings(properties, null);
    }

    /** Returns the names of the properties that have an effect only if proofs are taken. */
    private static List<String> details(JotguardProperties properties) {
        List<String> details = new ArrayList<>();
        if (properties.dpopNonce()) {
            details.add("jotguard.dpop-nonce");
        }
        if (!properties.dpopAlgorithms().isEmpty()) {
            details.add("jotguard.dpop-algorithms");
        }
        if (properties.publicOrigin() != null) {
            details.add("jotguard.public-origin");
        }
        return details;
    }

    /**
     * Returns the rules for proofs.
     *
     * @param store of the application, or null for one in memory
     * @throws InvalidSettingException if a setting is wrong
     */
    public static DpopSettings settings(JotguardProperties properties, @Nullable ReplayStore store) {
        DpopSettings.Builder settings = DpopSettings.builder(properties.dpop());
        if (!properties.dpopAlgorithms().isEmpty()) {
            JwsAlgorithm[] algorithms = properties.dpopAlgorithms().toArray(JwsAlgorithm[]::new);
            SettingCheck.use("jotguard.dpop-algorithms", () -> settings.algorithms(algorithms));
        }
        if (properties.dpopNonce()) {
            settings.requireNonce();
        }
        if (store != null) {
            settings.replayStore(store);
        }
        String origin = properties.publicOrigin();
        if (origin != null) {
            SettingCheck.use("jotguard.public-origin", () -> settings.publicOrigin(origin));
        }
        return withOriginOfResource(settings.build(), properties);
    }

    /**
     * Returns the rules with the origin of {@code jotguard.resource}, unless they have a public origin of their own.
     *
     * @throws InvalidSettingException if the resource is unusable
     */
    public static DpopSettings withOriginOfResource(DpopSettings settings, JotguardProperties properties) {
        ResourceIdentifier resource = ResourceProperties.identifier(properties);
        return resource == null ? settings : settings.withDefaultPublicOrigin(resource.origin());
    }

    /** Warns of what Spring Security does not do with proofs in its chain for Spring MVC. */
    public static void warnOfThoseWithoutEffect(JotguardProperties properties, boolean hasReplayStore) {
        List<String> names = details(properties);
        if (hasReplayStore) {
            names.add("the bean of type ReplayStore");
        }
        if (!names.isEmpty()) {
            LOG.warn(
                    "{} has no effect with Spring Security in Spring MVC, which verifies proofs itself",
                    String.join(", ", names));
        }
    }
}
