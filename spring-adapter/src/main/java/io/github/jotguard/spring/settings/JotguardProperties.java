package io.github.jotguard.spring.settings;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is set once for all issuers.
 *
 * <p>Internal: may change without notice.
 *
 * @param issuers Several issuers, chosen by the iss claim of a token; excludes the settings of one issuer beside it
 * @param exclude Paths that need no token, such as /health or /public/*; everything else does. Without Spring Security only
 * @param optional Paths that take a request without a token too; a bad token is still rejected. Without Spring Security only
 * @param rolesFrom Claims whose values are roles of the request, such as scope or realm_access.roles. Without Spring Security only
 * @param unknownUser Answer when the token is good but CurrentUserResolver finds no user
 * @param startup When the keys are fetched first
 * @param maxTokenLength Longest token that is taken, in characters; at most 262144
 * @param verifiedTokenCache Tokens whose signature is not verified again; 0 turns it off, at most 1000000
 * @param filter The filter that checks requests without Spring Security
 * @param refresh When keys are fetched, and how much of them
 * @param authorities Authorities that Spring Security gets; scope with the prefix SCOPE_ by default
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
        @DefaultValue List<Authority> authorities) {

    /** What a good token without a user gets. */
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

    /** When keys are fetched first. */
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
     * @param enabled Whether requests are checked; if not, that is left to the application
     * @param order Its place among the filters; after one for CORS, before those that need to know the caller
     * @param realm The realm that challenges name
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
     * When keys are fetched, and how much of them.
     *
     * @param freshFor How long keys are as good as new if the issuer does not say (5m); at most 1 day
     * @param minFreshFor The least that Cache-Control of the issuer can make of it (1m)
     * @param maxFreshFor The most that Cache-Control of the issuer can make of it (1h)
     * @param usableFor How long keys are used while refreshing fails (24h); at most 7 days
     * @param unknownKeyCooldown Least time between two fetches for unknown keys (5s); at most 1 hour
     * @param initialBackoff How long after a failed fetch the next is tried (1s), doubled with every further failure
     * @param maxBackoff The longest pause after failed fetches (60s)
     * @param initialLoadWait How long a request waits if there is no usable key at all (5s); at most 30 seconds
     * @param unknownKeyWait How long a request waits if there are keys but not its own (1s); at most 30 seconds
     * @param maxInitialLoadWaits How many requests wait at once if there is no usable key (1024)
     * @param maxUnknownKeyWaits How many requests wait at once if there are keys but not theirs (16)
     * @param fetchDeadline How long one fetch takes at most, from connecting to the last byte (10s); at most 1 minute
     * @param maxKeys How many keys of a set are used (500); at most 5000; those after them are skipped with a warning
     * @param maxBytes How many bytes of a response are read (262144); at most 4194304
     */
    public record Refresh(
            @Nullable Duration freshFor,
            @Nullable Duration minFreshFor,
            @Nullable Duration maxFreshFor,
            @Nullable Duration usableFor,
            @Nullable Duration unknownKeyCooldown,
            @Nullable Duration initialBackoff,
            @Nullable Duration maxBackoff,
            @Nullable Duration initialLoadWait,
            @Nullable Duration unknownKeyWait,
            @Nullable Integer maxInitialLoadWaits,
            @Nullable Integer maxUnknownKeyWaits,
            @Nullable Duration fetchDeadline,
            @Nullable Integer maxKeys,
            @Nullable Integer maxBytes) {}

    /**
     * A claim that gives authorities.
     *
     * @param claim Its name, or the path to it with dots: a string separated by spaces or an array of strings; else it gives none
     * @param prefix What is put before each value
     */
    public record Authority(
            String claim, @DefaultValue("SCOPE_") String prefix) {}
}
