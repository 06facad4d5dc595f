package io.github.jotguard.spring.startup;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.spring.actuator.VerificationMetrics;
import io.github.jotguard.spring.settings.IssuerProperties;
import io.github.jotguard.spring.settings.JotguardProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Warns of beans and properties without effect, because the application has its own verifier.
 *
 * <p>Internal: may change without notice.
 */
public final class CustomVerifierCheck implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private final ListableBeanFactory beans;
    private final IssuerProperties issuer;
    private final JotguardProperties properties;

    public CustomVerifierCheck(ListableBeanFactory beans, IssuerProperties issuer, JotguardProperties properties) {
        this.beans = beans;
        this.issuer = issuer;
        this.properties = properties;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> unused = new ArrayList<>();
        Stream.of(ClaimRule.class, VerificationListener.class, TrustedIssuer.Builder.class)
                .flatMap(type -> Stream.of(beans.getBeanNamesForType(type, true, false)))
                .filter(name -> beans.getType(name) != VerificationMetrics.class)
                .forEach(name -> unused.add("bean " + name));
        issuer.firstSet().ifPresent(name -> unused.add("jotguard." + name));
        if (!properties.issuers().isEmpty()) {
            unused.add("jotguard.issuers");
        }
        if (!unused.isEmpty()) {
            LOG.warn("The application has a JwtVerifier of its own, so these have no effect: {}", unused);
        }
    }
}
