package io.github.jotguard.jwks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * The timing of key refresh. Use {@link #builder()} to change single values. Immutable and thread-safe. No pause
 * between fetches can be set to less than 100 ms.
 */
public final class RefreshPolicy {

    /** Maximum of the delay that an issuer can ask for. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);
    /**
     * Jitter of freshness and retries, so that a fleet that started together does not refresh or retry together. The
     * cool-down has none: it guarantees both a rate and a delay.
     */
    private static final double JITTER = 0.1;
    /** Part of its freshness after which a set is refreshed while it is still served. */
    private static final double REFRESH_AHEAD = 0.8;

    private static final int MAX_DOUBLINGS = 30;
    /** The number of fetches in a minute with one fetch for each default cool-down. */
    private static final int LEAST_PER_MINUTE = 12;

    private static final RefreshPolicy DEFAULTS = builder().build();

    /** A private copy, which never changes. */
    private final Builder settings;

    private RefreshPolicy(Builder settings) {
        this.settings = settings;
    }

    /** Returns the policy with the default of every setting. */
    public static RefreshPolicy defaults() {
        return DEFAULTS;
    }

    /** Returns a builder with the default settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with the settings of this policy. */
    public Builder toBuilder() {
        return new Builder(settings);
    }

    /** Returns {@link Builder#freshFor}. */
    public Duration freshFor() {
        return settings.freshFor;
    }

    /** Returns {@link Builder#minFreshFor}. */
    public Duration minFreshFor() {
        return settings.minFreshFor;
    }

    /** Returns {@link Builder#maxFreshFor}. */
    public Duration maxFreshFor() {
        return settings.maxFreshFor;
    }

    /** Returns {@link Builder#usableFor}. */
    public Duration usableFor() {
        return settings.usableFor;
    }

    /** Returns {@link Builder#unknownKeyCooldown}. */
    public Duration unknownKeyCooldown() {
        return settings.unknownKeyCooldown;
    }

    /** Returns {@link Builder#initialBackoff}. */
    public Duration initialBackoff() {
        return settings.initialBackoff;
    }

    /** Returns {@link Builder#maxBackoff}. */
    public Duration maxBackoff() {
        return settings.maxBackoff;
    }

    /** Returns {@link Builder#initialLoadWait}. */
    public Duration initialLoadWait() {
        return settings.initialLoadWait;
    }

    /** Returns {@link Builder#unknownKeyWait}. */
    public Duration unknownKeyWait() {
        return settings.unknownKeyWait;
    }

    /** Returns {@link Builder#maxInitialLoadWaits}. */
    public int maxInitialLoadWaits() {
        return settings.maxInitialLoadWaits;
    }

    /** Returns {@link Builder#maxUnknownKeyWaits}. */
    public int maxUnknownKeyWaits() {
        return settings.maxUnknownKeyWaits;
    }

    /** Returns {@link Builder#fetchDeadline}. */
    public Duration fetchDeadline() {
        return settings.fetchDeadline;
    }

    /**
     * Returns the maximum number of fetches in any minute, whatever their cause. It is 12, or as many as these settings
     * cause in the long run if pauses were set to less than 5 seconds.
     */
    int maxFetchesPerMinute() {
        Duration refresh = scale(refreshAfter(min(settings.freshFor, settings.minFreshFor)), 1 - JITTER);
        Duration shortest = min(min(settings.unknownKeyCooldown, settings.maxBackoff), refresh);
        long minute = Duration.ofMinutes(1).toNanos();
        return (int) Math.max(LEAST_PER_MINUTE, (minute + shortest.toNanos() - 1) / shortest.toNanos());
    }

    /**
     * Returns the freshness of a set just fetched: about {@link #freshFor()}, or at most the issuer's value, within
     * bounds.
     */
    Duration freshness(Optional<Duration> maxAge, double random) {
        return maxAge.map(asked -> scale(clamp(asked), 1 - JITTER * random))
                .orElseGet(() -> scale(settings.freshFor, 1 - JITTER + 2 * JITTER * random));
    }

    /** Returns the time from a fetch to the next one, off the request path, while the set is still fresh. */
    Duration refreshAfter(Duration freshness) {
        return scale(freshness, REFRESH_AHEAD);
    }

    /** Returns whether a set of this age may still be used although refreshing fails. */
    boolean isUsable(Duration age) {
        return age.compareTo(settings.usableFor) < 0;
    }

    /**
     * Returns the pause after the {@code failures}th failure in a row, which is never shorter than the issuer asks for.
     */
    Duration retryAfterFailure(int failures, Optional<Duration> retryAfter, double random) {
        int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
        Duration backoff = min(settings.initialBackoff.multipliedBy(1L << doublings), settings.maxBackoff);
        Duration asked = min(retryAfter.orElse(Duration.ZERO), MAX_RETRY_AFTER);
        return scale(max(backoff, asked), 1 + JITTER * random);
    }

    private Duration clamp(Duration maxAge) {
        return max(settings.minFreshFor, min(maxAge, settings.maxFreshFor));
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** The settings of a {@link RefreshPolicy}. Not thread-safe; the policy that {@link #build()} returns is. */
    public static final class Builder {

        private Duration freshFor = Duration.ofMinutes(5);
        private Duration minFreshFor = Duration.ofMinutes(1);
        private Duration maxFreshFor = Duration.ofHours(1);
        private Duration usableFor = Duration.ofHours(24);
        private Duration unknownKeyCooldown = Duration.ofSeconds(5);
        private Duration initialBackoff = Duration.ofSeconds(1);
        private Duration maxBackoff = Duration.ofSeconds(60);
        private Duration initialLoadWait = Duration.ofSeconds(5);
        private Duration unknownKeyWait = Duration.ofSeconds(1);
        private int maxInitialLoadWaits = 1_024;
        private int maxUnknownKeyWaits = 16;
        private Duration fetchDeadline = Duration.ofSeconds(10);

        private Builder() {}

        private Builder(Builder other) {
            this.freshFor = other.freshFor;
            this.minFreshFor = other.minFreshFor;
            this.maxFreshFor = other.maxFreshFor;
            this.usableFor = other.usableFor;
            this.unknownKeyCooldown = other.unknownKeyCooldown;
            this.initialBackoff = other.initialBackoff;
            this.maxBackoff = other.maxBackoff;
            this.initialLoadWait = other.initialLoadWait;
            this.unknownKeyWait = other.unknownKeyWait;
            this.maxInitialLoadWaits = other.maxInitialLoadWaits;
            this.maxUnknownKeyWaits = other.maxUnknownKeyWaits;
            this.fetchDeadline = other.fetchDeadline;
        }

        /**
         * Sets the freshness of a set if the issuer sends none, with a jitter of 10 %. A set is refreshed after 80 % of
         * its freshness, so a withdrawn key is no longer accepted after this time.
         *
         * @param freshFor 100 ms to 1 day, and at most {@link #usableFor} (default 5 minutes)
         */
        public Builder freshFor(Duration freshFor) {
            this.freshFor = requireNonNull(freshFor, "freshFor");
            return this;
        }

        /**
         * Sets the minimum of {@code Cache-Control: max-age}.
         *
         * @param minFreshFor 100 ms to 1 day, and at most {@link #maxFreshFor} (default 1 minute)
         */
        public Builder minFreshFor(Duration minFreshFor) {
            this.minFreshFor = requireNonNull(minFreshFor, "minFreshFor");
            return this;
        }

        /**
         * Sets the maximum of {@code Cache-Control: max-age}.
         *
         * @param maxFreshFor 100 ms to 1 day, and at least {@link #minFreshFor} (default 1 hour)
         */
        public Builder maxFreshFor(Duration maxFreshFor) {
            this.maxFreshFor = requireNonNull(maxFreshFor, "maxFreshFor");
            return this;
        }

        /**
         * Sets the time for which a set is used while refreshing fails, from its fetch on. A key that is withdrawn
         * while the issuer is unreachable is accepted for this time.
         *
         * @param usableFor at least {@link #freshFor}, and at most 7 days (default 24 hours)
         */
        public Builder usableFor(Duration usableFor) {
            this.usableFor = requireNonNull(usableFor, "usableFor");
            return this;
        }

        /**
         * Sets the minimum time between a fetch and the next one for an unknown {@code kid} or a bad signature. For
         * this time after a successful fetch began, an unknown {@code kid} is rejected without another fetch.
         *
         * @param unknownKeyCooldown 100 ms to 1 hour (default 5 seconds)
         */
        public Builder unknownKeyCooldown(Duration unknownKeyCooldown) {
            this.unknownKeyCooldown = requireNonNull(unknownKeyCooldown, "unknownKeyCooldown");
            return this;
        }

        /**
         * Sets the pause after a failed fetch, with a jitter of up to 10 % more. Each further failure doubles it. An
         * issuer may request a longer pause with {@code Retry-After}, up to 5 minutes.
         *
         * @param initialBackoff 100 ms to 1 hour, and at most {@link #maxBackoff} (default 1 second)
         */
        public Builder initialBackoff(Duration initialBackoff) {
            this.initialBackoff = requireNonNull(initialBackoff, "initialBackoff");
            return this;
        }

        /**
         * Sets the maximum of the doubled pause.
         *
         * @param maxBackoff at least {@link #initialBackoff}, and at most 1 hour (default 60 seconds)
         */
        public Builder maxBackoff(Duration maxBackoff) {
            this.maxBackoff = requireNonNull(maxBackoff, "maxBackoff");
            return this;
        }

        /**
         * Sets the wait of a request for a fetch if there is no usable key, counted from the start of the fetch.
         *
         * @param initialLoadWait zero to 30 seconds (default 5 seconds); zero for no wait
         */
        public Builder initialLoadWait(Duration initialLoadWait) {
            this.initialLoadWait = requireNonNull(initialLoadWait, "initialLoadWait");
            return this;
        }

        /**
         * Sets the wait of a request for a fetch if there are usable keys but not the one it needs.
         *
         * @param unknownKeyWait zero to 30 seconds (default 1 second); zero for no wait
         */
        public Builder unknownKeyWait(Duration unknownKeyWait) {
            this.unknownKeyWait = requireNonNull(unknownKeyWait, "unknownKeyWait");
            return this;
        }

        /**
         * Sets the maximum number of requests that wait without usable keys. The others fail at once.
         *
         * @param maxInitialLoadWaits not negative (default 1,024)
         */
        public Builder maxInitialLoadWaits(int maxInitialLoadWaits) {
            this.maxInitialLoadWaits = maxInitialLoadWaits;
            return this;
        }

        /**
         * Sets the maximum number of requests that wait although there are usable keys.
         *
         * @param maxUnknownKeyWaits not negative (default 16)
         */
        public Builder maxUnknownKeyWaits(int maxUnknownKeyWaits) {
            this.maxUnknownKeyWaits = maxUnknownKeyWaits;
            return this;
        }

        /**
         * Sets the maximum duration of one fetch, from connecting to the last byte and including discovery.
         *
         * @param fetchDeadline 100 ms to 1 minute (default 10 seconds)
         */
        public Builder fetchDeadline(Duration fetchDeadline) {
            this.fetchDeadline = requireNonNull(fetchDeadline, "fetchDeadline");
            return this;
        }

        /**
         * Builds the policy.
         *
         * @throws IllegalArgumentException if a value is outside its bounds or two values conflict; the message names
         *     the setting
         */
        public RefreshPolicy build() {
            RefreshPolicy policy = new RefreshPolicy(new Builder(this));
            RefreshPolicyBounds.check(policy);
            return policy;
        }
    }
}
