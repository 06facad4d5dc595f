package io.github.jotguard.jwks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Every timing of key refresh. Start with {@link #builder()} and change what must differ. No pause between fetches can be set to less than
 * 100 ms. Immutable and thread-safe.
 */
public final class RefreshPolicy {

    /** An issuer that asks for more patience than this is asked again all the same. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);
    /**
     * A fleet that started together must not refresh together, nor come back together: freshness and retries vary by this much. The
     * cool-down does not: it is what its two promises, a rate and a delay, leave no room between.
     */
    private static final double JITTER = 0.1;
    /** From this part of its freshness on, a set is refreshed while it is still served. */
    private static final double REFRESH_AHEAD = 0.8;

    private static final int MAX_DOUBLINGS = 30;
    /** What one fetch per default cool-down comes to. */
    private static final int LEAST_PER_MINUTE = 12;

    private static final RefreshPolicy DEFAULTS = builder().build();

    /** A copy of its own, which nobody changes. */
    private final Builder settings;

    private RefreshPolicy(Builder settings) {
        this.settings = settings;
    }

    /** Returns the policy with the default of every setting. */
    public static RefreshPolicy defaults() {
        return DEFAULTS;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with the settings of this policy. */
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
     * How many fetches any minute may have, whatever causes them: 12, or as many as these settings cause in the long run if pauses were set
     * to less than 5 seconds.
     */
    int maxFetchesPerMinute() {
        Duration refresh = scale(refreshAfter(min(settings.freshFor, settings.minFreshFor)), 1 - JITTER);
        Duration shortest = min(min(settings.unknownKeyCooldown, settings.maxBackoff), refresh);
        long minute = Duration.ofMinutes(1).toNanos();
        return (int) Math.max(LEAST_PER_MINUTE, (minute + shortest.toNanos() - 1) / shortest.toNanos());
    }

    /** How long a set just fetched is fresh: about {@link #freshFor()}, or at most what the issuer says, within bounds. */
    Duration freshness(Optional<Duration> maxAge, double random) {
        return maxAge.map(asked -> scale(clamp(asked), 1 - JITTER * random))
                .orElseGet(() -> scale(settings.freshFor, 1 - JITTER + 2 * JITTER * random));
    }

    /** How long after a fetch the next one begins, off the request path, while the set is still fresh. */
    Duration refreshAfter(Duration freshness) {
        return scale(freshness, REFRESH_AHEAD);
    }

    /** Whether a set of this age may still be used although refreshing fails. */
    boolean isUsable(Duration age) {
        return age.compareTo(settings.usableFor) < 0;
    }

    /** How long after the {@code failures}th failure in a row the next fetch may begin; never sooner than the issuer asks. */
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

    /** Collects the settings of a {@link RefreshPolicy}. Not thread-safe. */
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
         * Sets how long a set is as good as new if the issuer does not say, plus or minus a tenth (default 5 min,
         * max 1 day). The set is refreshed from 80 % of it on, so a withdrawn key is rejected within this time.
         */
        public Builder freshFor(Duration freshFor) {
            this.freshFor = requireNonNull(freshFor, "freshFor");
            return this;
        }

        /** Sets the least freshness that {@code Cache-Control: max-age} can cause (default 1 min, max 1 day). */
        public Builder minFreshFor(Duration minFreshFor) {
            this.minFreshFor = requireNonNull(minFreshFor, "minFreshFor");
            return this;
        }

        /** Sets the most freshness that {@code Cache-Control: max-age} can cause (default 1 h, max 1 day). */
        public Builder maxFreshFor(Duration maxFreshFor) {
            this.maxFreshFor = requireNonNull(maxFreshFor, "maxFreshFor");
            return this;
        }

        /**
         * Sets how long a set is used while refreshing fails, from its fetch on (default 24 h, max 7 days, at
         * least {@code freshFor}). A key that is withdrawn while the issuer cannot be reached is trusted this
         * long.
         */
        public Builder usableFor(Duration usableFor) {
            this.usableFor = requireNonNull(usableFor, "usableFor");
            return this;
        }

        /**
         * Sets the least time between a fetch and the next one for an unknown {@code kid} or a bad signature
         * (default 5 s, max 1 h). For this long after a successful fetch began, an unknown {@code kid} is rejected
         * without another fetch.
         */
        public Builder unknownKeyCooldown(Duration unknownKeyCooldown) {
            this.unknownKeyCooldown = requireNonNull(unknownKeyCooldown, "unknownKeyCooldown");
            return this;
        }

        /**
         * Sets the pause after a failed fetch, plus up to a tenth (default 1 s, max 1 h). Each further failure
         * doubles it. An issuer may ask for more with {@code Retry-After}, up to 5 min.
         */
        public Builder initialBackoff(Duration initialBackoff) {
            this.initialBackoff = requireNonNull(initialBackoff, "initialBackoff");
            return this;
        }

        /** Sets the longest pause that doubling leads to (default 60 s, max 1 h). */
        public Builder maxBackoff(Duration maxBackoff) {
            this.maxBackoff = requireNonNull(maxBackoff, "maxBackoff");
            return this;
        }

        /**
         * Sets how long after the beginning of a fetch a request waits for it if there is no usable key at all
         * (default 5 s, max 30 s). Zero means no wait.
         */
        public Builder initialLoadWait(Duration initialLoadWait) {
            this.initialLoadWait = requireNonNull(initialLoadWait, "initialLoadWait");
            return this;
        }

        /**
         * Sets how long a request waits for a fetch if there are usable keys but not its own (default 1 s, max 30
         * s). Zero means no wait.
         */
        public Builder unknownKeyWait(Duration unknownKeyWait) {
            this.unknownKeyWait = requireNonNull(unknownKeyWait, "unknownKeyWait");
            return this;
        }

        /**
         * Sets how many requests wait at once if there is no usable key at all (default 1,024, min 0). The others
         * get their answer at once.
         */
        public Builder maxInitialLoadWaits(int maxInitialLoadWaits) {
            this.maxInitialLoadWaits = maxInitialLoadWaits;
            return this;
        }

        /** Sets how many requests wait at once if there are usable keys (default 16, min 0). */
        public Builder maxUnknownKeyWaits(int maxUnknownKeyWaits) {
            this.maxUnknownKeyWaits = maxUnknownKeyWaits;
            return this;
        }

        /**
         * Sets how long one fetch takes at most, from connecting to the last byte, discovery included (default 10
         * s, max 1 min).
         */
        public Builder fetchDeadline(Duration fetchDeadline) {
            this.fetchDeadline = requireNonNull(fetchDeadline, "fetchDeadline");
            return this;
        }

        /**
         * Builds the policy.
         *
         * @throws IllegalArgumentException if a value is out of its bounds or two contradict each other; the message names the setting
         */
        public RefreshPolicy build() {
            RefreshPolicy policy = new RefreshPolicy(new Builder(this));
            RefreshPolicyBounds.check(policy);
            return policy;
        }
    }
}
