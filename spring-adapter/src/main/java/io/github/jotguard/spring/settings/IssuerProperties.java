package io.github.jotguard.spring.settings;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.TrustedIssuer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * One trusted issuer and the requirements for its tokens; directly under {@code jotguard} for one issuer, or in the
 * list {@code jotguard.issuers} for several.
 *
 * <p>Internal: may change without notice.
 *
 * @param name Name of the entry in health, metrics and log lines (default: the issuer)
 * @param betterAuth Settings of a Better Auth server
 * @param issuer Exact value of the iss claim
 * @param anyIssuer Opt-out of the check of the iss claim, for issuers that send none
 * @param jwksUri JWKS URI of the issuer; without it and without a secret, the one in the issuer's own metadata
 * @param allowUnencryptedHttp Opt-out that allows keys to be fetched over http from another machine too
 * @param secret Secret shared with the issuer (HS256), at least 32 bytes in UTF-8; excludes jwks-uri
 * @param audience Accepted values of the aud claim; a token must have one of them
 * @param audienceClaim Claim that names the audience, for issuers that send no aud
 * @param allowMissingAudience Opt-out that accepts tokens without the audience claim too; one with another audience is rejected
 * @param withoutAudienceCheck Opt-out that accepts tokens for any audience
 * @param algorithms Allow-list of signature algorithms (default EdDSA, ES256 and RS256; HS256 with a secret)
 * @param clockSkew Tolerated difference between clocks, in seconds without a unit (max 10 minutes)
 * @param acceptTypes Accepted values of the typ header (default JWT and at+jwt)
 * @param requireType Requirement of a typ header; if true, a token without one is rejected
 * @param requiredClaims Claims that must be present and not null
 * @param claims Accepted values of claims, by the name of the claim; a token must have one of them
 * @param allowMissingExpiration Opt-out that accepts tokens without exp, which never expire
 * @param acceptBoundTokensWithoutProof Opt-out that accepts tokens with a cnf claim from anyone who has them
 */
@ConfigurationProperties("jotguard")
public record IssuerProperties(
        @Nullable String name,
        @DefaultValue BetterAuth betterAuth,
        @Nullable String issuer,
        boolean anyIssuer,
        @Nullable String jwksUri,
        boolean allowUnencryptedHttp,
        @Nullable String secret,
        @DefaultValue List<String> audience,
        @Nullable String audienceClaim,
        boolean allowMissingAudience,
        boolean withoutAudienceCheck,
        @DefaultValue Set<JwsAlgorithm> algorithms,

        @DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS)
        Duration clockSkew,

        @DefaultValue List<String> acceptTypes,
        boolean requireType,
        @DefaultValue List<String> requiredClaims,
        @DefaultValue Map<String, List<String>> claims,
        boolean allowMissingExpiration,
        boolean acceptBoundTokensWithoutProof) {

    /**
     * A Better Auth server with its jwt plugin or its OAuth provider.
     *
     * @param origin Scheme, host and port of the server: issuer and audience of its tokens, keys at /api/auth/jwks
     * @param oauth Use of access tokens of the OAuth provider, as MCP clients have them, whose issuer is the origin and /api/auth
     */
    record BetterAuth(@Nullable String origin, boolean oauth) {

        /** Returns whether the origin is the audience too, as it is for tokens of the jwt plugin. */
        boolean decidesAudience() {
            return origin != null && !oauth;
        }
    }

    /** Returns whether an issuer is named, or keys without one. */
    public boolean namesIssuer() {
        return betterAuth.origin() != null || issuer != null || anyIssuer || jwksUri != null || secret != null;
    }

    /** Returns the first property with another value than its default. */
    public Optional<String> firstSet() {
        Map<String, Boolean> isSet = new LinkedHashMap<>();
        isSet.put("name", name != null);
        isSet.put("better-auth.origin", betterAuth.origin() != null);
        isSet.put("better-auth.oauth", betterAuth.oauth());
        isSet.put("issuer", issuer != null);
        isSet.put("any-issuer", anyIssuer);
        isSet.put("jwks-uri", jwksUri != null);
        isSet.put("secret", secret != null);
        isSet.put("allow-unencrypted-http", allowUnencryptedHttp);
        isSet.put("audience", !audience.isEmpty());
        isSet.put("audience-claim", audienceClaim != null);
        isSet.put("allow-missing-audience", allowMissingAudience);
        isSet.put("without-audience-check", withoutAudienceCheck);
        isSet.put("algorithms", !algorithms.isEmpty());
        isSet.put("clock-skew", !clockSkew.equals(TrustedIssuer.Builder.DEFAULT_CLOCK_SKEW));
        isSet.put("accept-types", !acceptTypes.isEmpty());
        isSet.put("require-type", requireType);
        isSet.put("required-claims", !requiredClaims.isEmpty());
        isSet.put("claims", !claims.isEmpty());
        isSet.put("allow-missing-expiration", allowMissingExpiration);
        isSet.put("accept-bound-tokens-without-proof", acceptBoundTokensWithoutProof);
        return isSet.keySet().stream().filter(isSet::get).findFirst();
    }

    /** Returns the issuer alone, without the secret. */
    @Override
    public String toString() {
        return "IssuerProperties[" + (betterAuth.origin() == null ? issuer : betterAuth.origin()) + "]";
    }
}
