package io.github.jotguard.spring.settings;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.servlet.BearerTokenFilter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the settings of the properties to the filter.
 *
 * <p>Internal: may change without notice.
 */
public final class FilterSettings {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    public static final String HOW_TO_WRITE_PATHS =
            "Paths are written as /health, for that path alone, or /public/*, for a path and"
                    + " everything below it; not as /*, which would protect nothing.";

    private FilterSettings() {}

    /**
     * Checks the settings alone, with a filter that is thrown away and trusts a secret that nobody has.
     *
     * @throws InvalidSettingException if the filter rejects one
     */
    public static void check(JotguardProperties properties) {
        RequiredScopes.checkReachable(properties);
        byte[] secret = new byte[SharedSecret.MIN_BYTES];
        new SecureRandom().nextBytes(secret);
        TrustedIssuer nobody = TrustedIssuer.builder("nobody", SharedSecret.ofBytes(secret))
                .withoutAudienceCheck()
                .build();
        try (JwtVerifier verifier = JwtVerifier.trusting(nobody)) {
            BearerTokenFilter.Builder filter = BearerTokenFilter.builder(verifier);
            apply(properties, filter);
            build(filter);
        }
    }

    /**
     * Builds the filter.
     *
     * @throws InvalidSettingException if two settings contradict each other
     */
    public static BearerTokenFilter build(BearerTokenFilter.Builder filter) {
        try {
            return filter.build();
        } catch (IllegalStateException contradiction) {
            throw new InvalidSettingException(
                    "jotguard.exclude and jotguard.optional contradict each other: " + contradiction.getMessage() + ".",
                    "Remove the path from jotguard.exclude or from jotguard.optional.");
        }
    }

    /**
     * Applies the properties to a filter.
     *
     * @throws InvalidSettingException if the filter rejects one
     */
    public static void apply(JotguardProperties properties, BearerTokenFilter.Builder filter) {
        SettingCheck.use("jotguard.exclude", HOW_TO_WRITE_PATHS, () -> filter.exclude(array(properties.exclude())));
        SettingCheck.use("jotguard.optional", HOW_TO_WRITE_PATHS, () -> filter.optional(optional(properties)));
        if (!properties.rolesFrom().isEmpty()) {
            SettingCheck.use(
                    "jotguard.roles-from",
                    "It names claims, such as scope or realm_access.roles.",
                    () -> filter.rolesFrom(array(properties.rolesFrom())));
        }
        filter.realm(properties.filter().realmOrDefault());
        applyScopes(properties, filter);
    }

    private static void applyScopes(JotguardProperties properties, BearerTokenFilter.Builder filter) {
        if (!properties.requireScope().isEmpty()) {
            SettingCheck.use("jotguard.require-scope", () -> filter.requireScope(array(properties.requireScope())));
        }
        properties
                .requireScopeAt()
                .forEach((path, scopes) -> SettingCheck.use(
                        "jotguard.require-scope-at[" + path + "]",
                        HOW_TO_WRITE_PATHS,
                        () -> filter.requireScopeAt(path, array(scopes))));
        SettingCheck.use("jotguard.scope-from", () -> filter.scopeFrom(array(properties.scopeFrom())));
    }

    /** Warns of these properties if Spring Security decides: they cannot open a path there, and should not seem to. */
    public static void warnOfThoseWithoutEffect(JotguardProperties properties) {
        List<String> paths = new ArrayList<>();
        if (!properties.exclude().isEmpty()) {
            paths.add("jotguard.exclude");
        }
        if (!properties.optional().isEmpty()) {
            paths.add("jotguard.optional");
        }
        if (!paths.isEmpty()) {
            LOG.warn(
                    "{} has no effect with Spring Security's resource server. Permit the paths in a security chain",
                    String.join(" and ", paths));
        }
        if (!properties.rolesFrom().isEmpty()) {
            LOG.warn(
                    "jotguard.roles-from has no effect with Spring Security's resource server, whose roles are"
                            + " authorities. Set jotguard.authorities to have both scopes and roles, in YAML: {}",
                    asAuthorities(properties.rolesFrom()));
        }
        if (properties.filter().order() != JotguardProperties.Filter.DEFAULT_ORDER) {
            LOG.warn("jotguard.filter.order has no effect with Spring Security's resource server, whose filter it is"
                    + " not");
        }
    }

    private static String asAuthorities(List<String> claims) {
        return claims.stream()
                .map(claim -> "{claim: " + claim + ", prefix: ROLE_}")
                .collect(Collectors.joining(", ", "authorities: [{claim: scope}, ", "]"));
    }

    /**
     * Returns the optional paths without {@code /*}, which the filter accepts and WebFlux does not: one property should
     * have one meaning.
     */
    private static String[] optional(JotguardProperties properties) {
        if (properties.optional().contains("/*")) {
            throw new IllegalArgumentException("\"/*\" would protect nothing");
        }
        return array(properties.optional());
    }

    /** Warns of the properties of Spring Security if our filter decides. */
    public static void warnOfThoseOfSpringSecurity(JotguardProperties properties) {
        if (!properties.authorities().isEmpty()) {
            LOG.warn("jotguard.authorities has no effect without Spring Security's resource server");
        }
    }

    /** Warns of the properties of servlets in WebFlux, whose requests have no roles. */
    public static void warnOfThoseOfServlets(JotguardProperties properties) {
        if (!properties.rolesFrom().isEmpty()) {
            LOG.warn("jotguard.roles-from has no effect with WebFlux");
        }
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }
}
