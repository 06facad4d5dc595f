package io.github.jotguard.spring.settings;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.settings.BetterAuth;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates one issuer from the properties, or throws an exception that names the missing or wrong property. */
final class PropertiesIssuerFactory {

    private final String prefix;
    private final IssuerProperties settings;
    private final RemoteKeys remoteKeys;
    private final SharedSecrets secrets;

    /**
     * Creates the factory of one issuer.
     *
     * @param prefix of the property names, with the dot
     */
    PropertiesIssuerFactory(String prefix, IssuerProperties settings, RemoteKeys remoteKeys, SharedSecrets secrets) {
        this.prefix = prefix;
        this.settings = settings;
        this.remoteKeys = remoteKeys;
        this.secrets = secrets;
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
        setDemands(builder);
        return builder;
    }

    private TrustedIssuer.Builder begin() {
        if (settings.anyIssuer()) {
            return TrustedIssuer.anyIssuer(keys(null));
        }
        String issuer = issuer();
        VerificationKeys keys = keys(issuer);
        return settings.betterAuth().origin() == null
                ? TrustedIssuer.builder(issuer, keys)
                : KnownIssuers.betterAuth(issuer, keys);
    }

    private String issuer() {
        String origin = settings.betterAuth().origin();
        if (origin != null) {
            checkOrigin(text("better-auth.origin", origin));
            return origin;
        }
        String issuer = settings.issuer();
        if (issuer == null) {
            throw new InvalidSettingException(
                    prefix + "issuer is not set, so tokens from any issuer would be accepted.",
                    "Set " + prefix + "issuer to the iss claim of your tokens, such as https://id.example.com. To"
                            + " accept tokens without one, set " + prefix + "any-issuer=true.");
        }
        return text("issuer", issuer);
    }

    private String text(String name, String value) {
        if (value.isBlank()) {
            throw new InvalidSettingException(
                    prefix + name + " is empty.", "Give " + prefix + name + " a value, or remove it.");
        }
        if (isSpace(value.charAt(0)) || isSpace(value.charAt(value.length() - 1))) {
            throw new InvalidSettingException(
                    prefix + name + " begins or ends with white space.",
                    "Remove the white space from " + prefix + name + "; it is compared exactly.");
        }
        return value;
    }

    /**
     * Returns whether a character is a space, including no-break spaces, which come with text that was copied from a
     * page.
     */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private void checkOrigin(String origin) {
        URI uri = uri("better-auth.origin", origin);
        boolean isOrigin = uri.getHost() != null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!isOrigin) {
            throw new InvalidSettingException(
                    prefix + "better-auth.origin must be scheme, host and port alone.",
                    "Set " + prefix
                            + "better-auth.origin to something like https://app.example.com, without path and without"
                            + " a slash at the end.");
        }
    }

    private URI uri(String name, String value) {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidSettingException(
                    prefix + name + " is not an address.",
                    "Set " + prefix + name + " to something like https://app.example.com.");
        }
    }

    private VerificationKeys keys(@Nullable String issuer) {
        String secret = settings.secret();
        if (secret != null) {
            return sharedSecret(secret);
        }
        String origin = settings.betterAuth().origin();
        if (origin != null) {
            return remoteKeys.at(
                    prefix, "better-auth.origin", BetterAuth.jwksUri(origin), settings.allowUnencryptedHttp());
        }
        String jwksUri = settings.jwksUri();
        if (jwksUri != null) {
            return remoteKeys.at(prefix, "jwks-uri", text("jwks-uri", jwksUri), settings.allowUnencryptedHttp());
        }
        if (issuer == null) {
            throw new InvalidSettingException(
                    prefix + "any-issuer is set, but neither " + prefix + "jwks-uri nor " + prefix + "secret.",
                    "Set " + prefix + "jwks-uri to the address of the keys, or " + prefix + "secret.");
        }
        return remoteKeys.discoveredFrom(prefix, issuer, settings.allowUnencryptedHttp());
    }

    /** Creates the secret. Messages never show the secret, nor its exact length. */
    private SharedSecret sharedSecret(String secret) {
        try {
            return secrets.ofUtf8(secret);
        } catch (IllegalArgumentException complaint) {
            boolean isTooShort = secret.getBytes(StandardCharsets.UTF_8).length < SharedSecret.MIN_BYTES;
            throw new InvalidSettingException(
                    isTooShort
                            ? prefix + "secret is too short: HS256 needs at least " + SharedSecret.MIN_BYTES
                                    + " bytes (RFC 7518 §3.2)."
                            : prefix + "secret cannot be used: " + complaint.getMessage() + ".",
                    "Set " + prefix + "secret to a random one, the same as the issuer has. One can be made with:"
                            + " openssl rand -base64 48");
        }
    }

    private void checkAudience() {
        boolean isDecided = !settings.audience().isEmpty()
                || settings.withoutAudienceCheck()
                || settings.betterAuth().origin() != null;
        if (!isDecided) {
            throw new InvalidSettingException(
                    prefix + "audience is not set, so tokens for other applications would be accepted.",
                    "Set " + prefix
                            + "audience to the aud claim of your tokens, such as https://api.example.com. To"
                            + " accept tokens for any audience, set " + prefix + "without-audience-check=true.");
        }
    }

    private void setAudience(TrustedIssuer.Builder builder) {
        if (settings.withoutAudienceCheck()) {
            builder.withoutAudienceCheck();
        } else if (!settings.audience().isEmpty()) { // else it is that of the preset
            builder.audience(texts("audience", settings.audience()));
        }
        if (settings.audienceClaim() != null) {
            builder.audienceClaim(text("audience-claim", settings.audienceClaim()));
        }
        if (settings.allowMissingAudience()) {
            builder.allowMissingAudience();
        }
    }

    private void setDemands(TrustedIssuer.Builder builder) {
        String name = settings.name();
        if (name != null) {
            take("name", () -> builder.name(text("name", name)));
        }
        if (!settings.algorithms().isEmpty()) {
            builder.algorithms(settings.algorithms().toArray(JwsAlgorithm[]::new));
        }
        take("clock-skew", () -> builder.clockSkew(settings.clockSkew()));
        if (!settings.acceptTypes().isEmpty()) {
            take("accept-types", () -> builder.acceptTypes(texts("accept-types", settings.acceptTypes())));
        }
        if (settings.requireType()) {
            builder.requireType();
        }
        if (!settings.requiredClaims().isEmpty()) {
            take("required-claims", () -> builder.requireClaims(texts("required-claims", settings.requiredClaims())));
        }
        settings.claims()
                .forEach((claim, values) -> take(
                        "claims." + claim,
                        () -> builder.rule(ClaimRule.claimMatches(claim, texts("claims." + claim, values)))));
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

    private String[] texts(String name, Iterable<String> values) {
        List<String> checked = new ArrayList<>();
        values.forEach(value -> checked.add(text(name, value)));
        return checked.toArray(String[]::new);
    }
}
