package io.github.jotguard.spring.startup;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.spring.actuator.ManagementPort;
import io.github.jotguard.spring.settings.JotguardProperties;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * Logs one line at startup: the protection of the requests and the trusted issuers. Silent if a bean of the application
 * protects them.
 *
 * <p>Internal: may change without notice.
 */
public final class StartupReport implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private final ListableBeanFactory beans;
    private final JwtVerifier verifier;
    private final String guardBean;
    private final String guard;

    private StartupReport(ListableBeanFactory beans, JwtVerifier verifier, String guardBean, String guard) {
        this.beans = beans;
        this.verifier = verifier;
        this.guardBean = guardBean;
        this.guard = guard;
    }

    /** Creates a report for our filter. */
    public static StartupReport ofFilter(
            ListableBeanFactory beans, JwtVerifier verifier, JotguardProperties properties, Environment environment) {
        return new StartupReport(
                beans,
                verifier,
                "jotguardFilter",
                "Jotguard's filter requires a valid token on every request"
                        + (ManagementPort.isSeparate(environment) ? ", on the port of the actuator too" : "")
                        + paths("excluded", properties.exclude())
                        + paths("optional", properties.optional()));
    }

    /** Creates a report for Spring Security. */
    public static StartupReport ofDecoder(ListableBeanFactory beans, JwtVerifier verifier, String decoderBean) {
        return new StartupReport(
                beans,
                verifier,
                decoderBean,
                "Spring Security's chain guards the requests, and Jotguard's JwtDecoder verifies its tokens");
    }

    private static String paths(String what, List<String> paths) {
        return paths.isEmpty() ? "" : ", " + what + " " + paths;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (LOG.isInfoEnabled() && beans.containsBean(guardBean)) {
            LOG.info("{}; trusted: {}", guard, trusted());
        }
    }

    /**
     * Returns the trusted issuers. A verifier of the application, such as a mock in a test, may return or throw
     * anything, which must not stop the startup.
     */
    private String trusted() {
        try {
            return trusted(verifier.status().issuers());
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            return "unknown (" + failure.getClass().getName() + ")";
        }
    }

    private static String trusted(Map<String, KeysStatus> issuers) {
        return issuers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(issuer -> issuer.getKey() + " (keys: " + issuer.getValue().source() + ")")
                .collect(Collectors.joining(", "));
    }
}
