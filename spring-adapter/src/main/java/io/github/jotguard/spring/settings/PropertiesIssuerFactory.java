package io.github.jotguard.spring.settings;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.issuers.KnownIssuers;
import java.util.List;
import java.util.function.Supplier;

/** Creates one issuer from the properties, or throws an exception that names the missing or wrong property. */
final class PropertiesIssuerFactory {

    private final String prefix;
    private final IssuerProperties settings;
    private final PropertiesKeysFactory keys;
    private final PropertyText texts;
    private final List<String> audiencesOfResource;

    /**
     * Creates the factory of one issuer.
     *
     * @param prefix of the property names, with the dot
     * @param audiencesOfResource the audiences if the properties name none; may be empty
     */
    PropertiesIssuerFactory(
            String prefix,
            IssuerProperties settings,
            RemoteKeys remoteKeys,
            SharedSecrets secrets,
            List<String> audiencesOfResource) {
        this.prefix = prefix;
        this.settings = settings;
        this.keys = new PropertiesKeysFactory(prefix, settings, remoteKeys, secrets);
        this.texts = new PropertyText(prefix);
        this.audiencesOfResource = audiencesOfResource;
    }

    /**
     * Creates the issuer.
     *
     * @throws InvalidSettingException if a property is missing or wrong
     */
    TrustedIssuer.Builder toBuilder() {
        new ConflictingProperties(prefix, settings).check();
        checkAudience();
        TrustedIssuer.Builder builder = begin();
        setAudience(builder);
        new AlgorithmsSetting(prefix, settings).check();
        addRules(builder);
        return builder;
    }

    private TrustedIssuer.Builder begin() {
        if (settings.anyIssuer()) {
            return TrustedIssuer.anyIssuer(keys.create(null));
        }
        String issuer = issuer();
        VerificationKeys found = keys.create(issuer);
        if (settings.betterAuth().origin() == null) {
            return TrustedIssuer.builder(issuer, found);
        }
        return settings.betterAuth().oauth()
                ? KnownIssuers.betterAuthOAuth(issuer, found)
                : KnownIssuers.betterAuth(issuer, found);
    }

    private String issuer() {
        String origin = settings.betterAuth().origin();
        if (origin != null) {
            return texts.checkOrigin("better-auth.origin", origin);
        }
        String issuer = settings.issuer();
        if (issuer == null) {
            throw new InvalidSettingException(
                    prefix + "issuer is not set, so tokens from any issuer would be accepted.",
                    "Set " + prefix + "issuer to the iss claim of your tokens, such as https://id.example.com. To"
                            + " accept tokens without one, set " + prefix + "any-issuer=true.");
        }
        return texts.check("issuer", issuer);
    }

    private void checkAudience() {
        boolean isDecided = !settings.audience().isEmpty()
                || settings.withoutAudienceCheck()
                || settings.betterAuth().decidesAudience()
                || isResourceTheAudience();
        if (!isDecided) {
            throw new InvalidSettingException(
                    prefix + "audience is not set, so tokens for other applications would be accepted.",
                    "Set " + prefix
                            + "audience to the aud claim of your tokens, such as https://api.example.com. To"
                            + " accept tokens for any audience, set " + prefix + "without-audience-check=true.");
        }
    }

    /** Returns whether the resource is the audience, because nothing else is. It is never the value of another claim. */
    private boolean isResourceTheAudience() {
        return settings.audience().isEmpty()
                && settings.audienceClaim() == null
                && !settings.betterAuth().decidesAudience()
                && !audiencesOfResource.isEmpty();
    }

    private void setAudience(TrustedIssuer.Builder builder) {
        if (settings.withoutAudienceCheck()) {
            builder.withoutAudienceCheck();
        } else if (!settings.audience().isEmpty()) {
            builder.audience(texts.checkAll("audience", settings.audience()));
        } else if (isResourceTheAudience()) { // else it is that of the preset
            builder.audience(audiencesOfResource.toArray(String[]::new));
        }
        if (settings.audienceClaim() != null) {
            builder.audienceClaim(texts.check("audience-claim", settings.audienceClaim()));
        }
        if (settings.allowMissingAudience()) {
            builder.allowMissingAudience();
        }
    }

    private void addRules(TrustedIssuer.Builder builder) {
        String name = settings.name();
        if (name != null) {
            take("name", () -> builder.name(texts.check("name", name)));
        }
        if (!settings.algorithms().isEmpty()) {
            builder.algorithms(settings.algorithms().toArray(JwsAlgorithm[]::new));
        }
        take("clock-skew", () -> builder.clockSkew(settings.clockSkew()));
        if (!settings.acceptTypes().isEmpty()) {
            take("accept-types", () -> builder.acceptTypes(texts.checkAll("accept-types", settings.acceptTypes())));
        }
        if (settings.requireType()) {
            builder.requireType();
        }
        if (!settings.requiredClaims().isEmpty()) {
            take(
                    "required-claims",
                    () -> builder.requireClaims(texts.checkAll("required-claims", settings.requiredClaims())));
        }
        settings.claims()
                .forEach((claim, values) -> take(
                        "claims." + claim,
                        () -> builder.rule(ClaimRule.claimMatches(claim, texts.checkAll("claims." + claim, values)))));
        if (settings.allowMissingExpiration()) {
            builder.allowMissingExpiration();
        }
        if (settings.acceptBoundTokensWithoutProof()) {
            builder.acceptBoundTokensWithoutProof();
        }
    }

    private void take(String name, Supplier<TrustedIssuer.Builder> use) {
        SettingCheck.use(prefix + name, use);
    }
}
