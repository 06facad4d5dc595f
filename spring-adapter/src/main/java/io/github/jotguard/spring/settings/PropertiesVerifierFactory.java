package io.github.jotguard.spring.settings;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SignatureEngine;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Creates the verifier from the properties and the beans of the application.
 *
 * <p>Internal: may change without notice.
 */
public final class PropertiesVerifierFactory {

    private static final String PREFIX = "jotguard.";

    private final JotguardProperties settings;
    private final RemoteKeys remoteKeys;
    private final SharedSecrets secrets;

    public PropertiesVerifierFactory(JotguardProperties settings, RemoteKeys remoteKeys, SharedSecrets secrets) {
        this.settings = settings;
        this.remoteKeys = remoteKeys;
        this.secrets = secrets;
    }

    /**
     * Checks the settings alone.
     *
     * @param hasBeans true if issuers that are beans come in addition
     * @throws InvalidSettingException if a setting is missing or wrong
     */
    public void check(IssuerProperties single, boolean hasBeans) {
        boolean hasSettings = single.namesIssuer() || !settings.issuers().isEmpty();
        if (hasSettings || !hasBeans) {
            JwtVerifier.Builder verifier = trusting(issuers(single, Stream.empty()));
            build(verifier.verifiedTokenCache(0).signatureEngine(SignatureEngine.jdk()))
                    .close();
        }
    }

    /**
     * Builds the verifier.
     *
     * @throws InvalidSettingException if a setting is missing or wrong
     */
    public JwtVerifier build(
            IssuerProperties single,
            Stream<TrustedIssuer.Builder> further,
            List<ClaimRule> rules,
            Stream<VerificationListener> listeners) {
        List<TrustedIssuer.Builder> issuers = issuers(single, further);
        issuers.forEach(issuer -> rules.forEach(issuer::rule));
        JwtVerifier.Builder verifier = trusting(issuers);
        listeners.forEach(verifier::listener);
        return build(verifier);
    }

    private static JwtVerifier build(JwtVerifier.Builder verifier) {
        try {
            return verifier.build();
        } catch (IllegalStateException contradiction) {
            throw new InvalidSettingException(
                    "The trusted issuers contradict each other: " + contradiction.getMessage() + ".",
                    "Give each entry of jotguard.issuers an issuer and a name of its own. Entries of one issuer need an"
                            + " audience or audience-claim of their own, or one of them a secret and the other public"
                            + " keys.");
        }
    }

    private JwtVerifier.Builder trusting(List<TrustedIssuer.Builder> issuers) {
        JwtVerifier.Builder verifier = JwtVerifier.builder();
        issuers.forEach(issuer -> verifier.trust(trusted(issuer)));
        SettingCheck.use(PREFIX + "max-token-length", () -> verifier.maxTokenLength(settings.maxTokenLength()));
        SettingCheck.use(
                PREFIX + "verified-token-cache", () -> verifier.verifiedTokenCache(settings.verifiedTokenCache()));
        return verifier;
    }

    private List<TrustedIssuer.Builder> issuers(IssuerProperties single, Stream<TrustedIssuer.Builder> further) {
        String stray = single.firstSet().orElse(null);
        if (stray != null && !settings.issuers().isEmpty()) {
            throw new InvalidSettingException(
                    "Both jotguard.issuers and the settings of one issuer are set: " + PREFIX + stray + ".",
                    "Move the settings of the one issuer into an entry of jotguard.issuers.");
        }
        List<TrustedIssuer.Builder> issuers = new ArrayList<>();
        if (single.namesIssuer()) {
            issuers.add(issuer(PREFIX, single));
        }
        for (int i = 0; i < settings.issuers().size(); i++) {
            issuers.add(
                    issuer(PREFIX + "issuers[" + i + "].", settings.issuers().get(i)));
        }
        List<TrustedIssuer.Builder> beans = further.toList();
        if (stray != null && issuers.isEmpty() && !beans.isEmpty()) {
            throw withoutEffectOnBeans(PREFIX + stray);
        }
        issuers.addAll(beans);
        if (issuers.isEmpty()) {
            throw nobodyTrusted();
        }
        return issuers;
    }

    private TrustedIssuer.Builder issuer(String prefix, IssuerProperties issuer) {
        return new PropertiesIssuerFactory(prefix, issuer, remoteKeys, secrets, ResourceProperties.audiences(settings))
                .toBuilder();
    }

    private static InvalidSettingException withoutEffectOnBeans(String property) {
        return new InvalidSettingException(
                property + " is set, but it has no effect on an issuer that is a bean.",
                "Set it in the bean of type TrustedIssuer.Builder, and remove " + property + ".");
    }

    private static InvalidSettingException nobodyTrusted() {
        return new InvalidSettingException("Jotguard is on the class path, but no trusted issuer is configured.", """
                Set one of these:
                    jotguard.better-auth.origin=https://app.example.com
                    jotguard.issuer=https://id.example.com and jotguard.audience=https://api.example.com \
                (and jotguard.jwks-uri, if the issuer has no metadata)
                    jotguard.issuer, jotguard.audience and jotguard.secret
                or define a bean of type JwtVerifier or TrustedIssuer.Builder, or set jotguard.enabled=false \
                (with Spring Security's resource server, then give a JwtDecoder of your own).""");
    }

    private static TrustedIssuer trusted(TrustedIssuer.Builder issuer) {
        try {
            return issuer.build();
        } catch (IllegalStateException contradiction) {
            throw new InvalidSettingException(
                    "A trusted issuer is incomplete: " + contradiction.getMessage() + ".",
                    "Change the properties of this issuer, or the bean of type TrustedIssuer.Builder.");
        }
    }
}
