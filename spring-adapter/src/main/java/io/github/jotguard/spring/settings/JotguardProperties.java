package io.github.jotguard.spring.settings;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeText;
import io.github.jotguard.dpop.DpopMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * The settings that all issuers share.
 *
 * <p>Internal: may change without notice.
 *
 * @param issuers Several issuers, selected by the iss claim of a token; excludes the settings of a single issuer
 * @param exclude Paths that need no token, such as /health or /public/*; all others need one. Without Spring Security only
 * @param optional Paths that accept a request without a token too; an invalid token is still rejected. Without Spring Security only
 * @param rolesFrom Claims whose values are roles of the request, such as scope or realm_access.roles. Without Spring Security only
 * @param unknownUser Response to a valid token for which CurrentUserResolver finds no user
 * @param startup Time of the first fetch of keys
 * @param maxTokenLength Maximum length of a token in characters (max 262144)
 * @param verifiedTokenCache Maximum number of tokens whose signature is not verified again (max 1000000); 0 turns the cache off
 * @param filter The filter that checks requests without Spring Security
 * @param refresh Times and limits of fetching keys
 * @param resource URL of the protected resource as clients type it: the audience unless one is set, and the base of its metadata (RFC 9728)
 * @param resourceName Name of the resource in its metadata, for people
 * @param resourceDocumentation URL of a page for developers, in the metadata of the resource
 * @param scopesSupported Scopes in the metadata of the resource (default all required scopes)
 * @param requireScope Scopes that every token must have
 * @param requireScopeAt Further scopes that a token must have at a path and below it, by the path, such as "[/admin/*]"
 * @param scopeFrom Claims that hold the scopes of a token (default scope)
 * @param dpop Handling of tokens that are bound to a DPoP key (RFC 9449)
 * @param dpopNonce Requirement of a nonce of this server in each proof
 * @param dpopAlgorithms Allow-list of the algorithms of proofs (default EdDSA, ES256, PS256 and RS256)
 * @param publicOrigin Scheme, host and port that proofs name (default those of the resource, or of the request)
 * @param authorities Claims that become authorities of Spring Security (default scope or scp, with the prefix SCOPE_)
 */
@ConfigurationProperties("jotguard")
public record JotguardProperties(
        @DefaultValue List<IssuerProperties> issuers,
        @DefaultValue List<String> exclude,
        @DefaultValue List<String> optional,
        @DefaultValue List<String> rolesFrom,
        @DefaultValue("unauthorized") UnknownUser unknownUser,
        @DefaultValue("lazy") Startup startup,
        @DefaultValue("16384") int maxTokenLength,
        @DefaultValue("10000") int verifiedTokenCache,
        @DefaultValue Filter filter,
        @DefaultValue Refresh refresh,
        @Nullable String resource,
        @Nullable String resourceName,
        @Nullable String resourceDocumentation,
        @DefaultValue List<String> scopesSupported,
        @DefaultValue List<String> requireScope,
        @DefaultValue Map<String, List<String>> requireScopeAt,
        @DefaultValue("scope") List<String> scopeFrom,
        @DefaultValue("reject") DpopMode dpop,
        @DefaultValue("false") boolean dpopNonce,
        @DefaultValue List<JwsAlgorithm> dpopAlgorithms,
        @Nullable String publicOrigin,
        @DefaultValue List<Authority> authorities) {

    /** The response to a valid token without a user. */
    public enum UnknownUser {
        /** 401. */
        UNAUTHORIZED(401),
        /** 404. */
        NOT_FOUND(404);

        private final int status;

        UnknownUser(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** The time of the first fetch of keys. */
    public enum Startup {
        /** With the first token. */
        LAZY,
        /** Before requests are taken; if that fails the application starts all the same, with a warning. */
        PRELOAD,
        /** Before requests are taken; if that fails the application does not start. */
        REQUIRE_KEYS
    }

    /**
     * The filter that checks requests without Spring Security.
     *
     * @param enabled Protection of requests by the filter; if false, it is left to the application
     * @param order Place among the filters, after one for CORS and before those that need the caller
     * @param realm Realm of challenges (default api)
     */
    public record Filter(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("" + DEFAULT_ORDER) int order,
            @Nullable String realm) {

        static final int DEFAULT_ORDER = -100;

        /**
         * Returns the realm, or the default one.
         *
         * @throws InvalidSettingException if it cannot stand in a header
         */
        public String realmOrDefault() {
            if (realm == null) {
                return BearerError.DEFAULT_REALM;
            }
            if (!ChallengeText.isValid(realm)) {
                throw new InvalidSettingException(
                        "jotguard.filter.realm must be printable ASCII without quotes and backslashes, and not blank.",
                        "Change jotguard.filter.realm or remove it to have the default.");
            }
            return realm;
        }
    }

    /**
     * Times and limits of fetching keys. A time without a unit is in seconds.
     *
     * @param freshFor Time for which keys are fresh if the issuer sends no Cache-Control (default 5m, max 1 day)
     * @param minFreshFor Lower bound of the time from Cache-Control (default 1m)
     * @param maxFreshFor Upper bound of the time from Cache-Control (default 1h)
     * @param usableFor Time for which keys are used while refreshes fail (default 24h, max 7 days)
     * @param unknownKeyCooldown Minimum time between two fetches for unknown keys (default 5s, max 1 hour)
     * @param initialBackoff Pause after the first failed fetch, doubled with every further failure (default 1s)
     * @param maxBackoff Maximum pause after failed fetches (default 60s)
     * @param initialLoadWait Time that a request waits if no key is usable (default 5s, max 30 seconds)
     * @param unknownKeyWait Time that a request waits if keys are usable but not its own (default 1s, max 30 seconds)
     * @param maxInitialLoadWaits Maximum number of requests that wait at once if no key is usable (default 1024)
     * @param maxUnknownKeyWaits Maximum number of requests that wait at once if keys are usable but not theirs (default 16)
     * @param fetchDeadline Maximum time of one fetch, from connecting to the last byte (default 10s, max 1 minute)
     * @param maxKeys Maximum number of keys of a set that are used (default 500, max 5000); further ones are skipped with a warning
     * @param maxBytes Maximum number of bytes of a response (default 262144, max 4194304)
     */
    public record Refresh(
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration freshFor,
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration minFreshFor,
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration maxFreshFor,
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration usableFor,
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration unknownKeyCooldown,
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration initialBackoff,
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration maxBackoff,
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration initialLoadWait,
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration unknownKeyWait,
            @Nullable Integer maxInitialLoadWaits,
            @Nullable Integer maxUnknownKeyWaits,
            @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration fetchDeadline,
            @Nullable Integer maxKeys,
            @Nullable Integer maxBytes) {}

    /**
     * A claim that gives authorities.
     *
     * @param claim Name of the claim, or the path to it with dots; a string separated by spaces or an array of strings, or no authority comes from it
     * @param prefix Prefix of each authority
     */
    public record Authority(
            String claim, @DefaultValue("SCOPE_") String prefix) {}
}
