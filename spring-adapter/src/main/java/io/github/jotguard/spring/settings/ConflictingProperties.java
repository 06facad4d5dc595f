package io.github.jotguard.spring.settings;

import org.jspecify.annotations.Nullable;

/** The settings of one issuer that exclude each other. */
final class ConflictingProperties {

    private final String prefix;
    private final IssuerProperties settings;

    /**
     * Creates the check of one issuer.
     *
     * @param prefix of the property names, with the dot
     */
    ConflictingProperties(String prefix, IssuerProperties settings) {
        this.prefix = prefix;
        this.settings = settings;
    }

    /**
     * Checks the settings.
     *
     * @throws InvalidSettingException if two are set that exclude each other
     */
    void check() {
        if (settings.betterAuth().oauth() && settings.betterAuth().origin() == null) {
            throw new InvalidSettingException(
                    prefix + "better-auth.oauth is set, but " + prefix + "better-auth.origin is not.",
                    "Set " + prefix + "better-auth.origin to the origin of the Better Auth server, or remove " + prefix
                            + "better-auth.oauth.");
        }
        rejectBoth("better-auth.origin", settings.betterAuth().origin(), "issuer", settings.issuer());
        rejectBoth("better-auth.origin", settings.betterAuth().origin(), "jwks-uri", settings.jwksUri());
        rejectBoth("better-auth.origin", settings.betterAuth().origin(), "secret", settings.secret());
        rejectBoth("better-auth.origin", settings.betterAuth().origin(), "any-issuer", orNull(settings.anyIssuer()));
        rejectBoth("issuer", settings.issuer(), "any-issuer", orNull(settings.anyIssuer()));
        rejectBoth("jwks-uri", settings.jwksUri(), "secret", settings.secret());
        rejectBoth(
                "audience",
                orNull(!settings.audience().isEmpty()),
                "without-audience-check",
                orNull(settings.withoutAudienceCheck()));
        rejectBoth(
                "audience-claim",
                settings.audienceClaim(),
                "without-audience-check",
                orNull(settings.withoutAudienceCheck()));
        rejectBoth(
                "allow-missing-audience",
                orNull(settings.allowMissingAudience()),
                "without-audience-check",
                orNull(settings.withoutAudienceCheck()));
        rejectBoth(
                "required-claims=exp",
                orNull(settings.requiredClaims().contains("exp")),
                "allow-missing-expiration",
                orNull(settings.allowMissingExpiration()));
    }

    private static @Nullable Boolean orNull(boolean isSet) {
        return isSet ? Boolean.TRUE : null;
    }

    private void rejectBoth(String one, @Nullable Object oneValue, String other, @Nullable Object otherValue) {
        if (oneValue != null && otherValue != null) {
            throw new InvalidSettingException(
                    "Both " + prefix + one + " and " + prefix + other + " are set, but they contradict each other.",
                    "Remove one of them.");
        }
    }
}
