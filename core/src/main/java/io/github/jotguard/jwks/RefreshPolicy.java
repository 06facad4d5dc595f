package io.github.jotguard.jwks;

import io.github.jotguard.settings.InvalidOptionException;
import java.time.Duration;
import java.util.Optional;

/**
 * Every timing decision of key refresh, in one place. Begin with {@link #defaults()} and change what must differ. Immutable. No pause between
 * fetches can be set to less than 100 ms.
 *
 * @param freshFor how long a set is as good as new if the issuer does not say, give or take a tenth; 5 minutes, at most 1 day. It is refreshed
 *     from 80 % of it on, so a withdrawn key stops within it
 * @param minFreshFor the least that {@code Cache-Control: max-age} can make of it; 1 minute, at most 1 day
 * @param maxFreshFor the most that {@code Cache-Control: max-age} can make of it; 1 hour, at most 1 day
 * @param usableFor how long a set is used while refreshing fails, from when it was fetched; 24 hours, at most 7 days, at least
 *     {@code freshFor}. The price: a key withdrawn while the issuer cannot be reached is trusted that long
 * @param unknownKeyCooldown the least time between a fetch and the next one for an unknown {@code kid} or a bad signature; 5 seconds, at
 *     most 1 hour. For this long after a successful fetch began, an unknown {@code kid} is rejected without another
 * @param initialBackoff how long after a failed fetch the next is tried, and up to a tenth more; 1 second, doubled with every further
 *     failure; at most 1 hour. An issuer may ask for more with {@code Retry-After}, up to 5 minutes
 * @param maxBackoff the longest it is doubled to; 60 seconds, at most 1 hour
 * @param initialLoadWait how long after the beginning of a fetch a request waits for it if there is no usable key at all; 5 seconds, at most
 *     30; zero means not at all
 * @param unknownKeyWait the same if there are keys but not its own; 1 second, at most 30; zero means not at all
 * @param maxInitialLoadWaits how many requests wait so at once, the rest being answered at once; 1,024
 * @param maxUnknownKeyWaits the same beside usable keys; 16
 * @param fetchDeadline how long one fetch takes at most, from connecting to the last byte, discovery included; 10 seconds, at most 1 minute
 */
public record RefreshPolicy(
        Duration freshFor,
        Duration minFreshFor,
        Duration maxFreshFor,
        Duration usableFor,
        Duration unknownKeyCooldown,
        Duration initialBackoff,
        Duration maxBackoff,
        Duration initialLoadWait,
        Duration unknownKeyWait,
        int maxInitialLoadWaits,
        int maxUnknownKeyWaits,
        Duration fetchDeadline) {

    private static final Duration MAX_FRESH_FOR = Duration.ofDays(1);
    private static final Duration MAX_USABLE_FOR = Duration.ofDays(7);
    private static final Duration MAX_COOLDOWN = Duration.ofHours(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final Duration MAX_DEADLINE = Duration.ofMinutes(1);
    private static final Duration MAX_RETRY = Duration.ofHours(1);
    /** An issuer that asks for more patience than this is asked again all the same. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);
    /**
     * A fleet that started together must not refresh together, nor come back together: freshness and retries vary by this much. The
     * cool-down does not: it is what its two promises, a rate and a delay, leave no room between.
     */
    private static final double JITTER = 0.1;
    /** From this part of its freshness on, a set is refreshed while it is still served. */
    private static final double REFRESH_AHEAD = 0.8;
    /** Shorter pauses between fetches would be an attack on the issuer. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

    private static final int MAX_DOUBLINGS = 30;
    /** What one fetch per default cool-down comes to. */
    private static final int LEAST_PER_MINUTE = 12;

    private static final RefreshPolicy DEFAULTS = new RefreshPolicy(
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            1_024,
            16,
            Duration.ofSeconds(10));

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a value is out of its bounds or two contradict each other
     */
    public RefreshPolicy {
        check("freshFor", freshFor, LEAST_PAUSE, MAX_FRESH_FOR);
        check("minFreshFor", minFreshFor, LEAST_PAUSE, MAX_FRESH_FOR);
        check("maxFreshFor", maxFreshFor, LEAST_PAUSE, MAX_FRESH_FOR);
        check("usableFor", usableFor, LEAST_PAUSE, MAX_USABLE_FOR);
        check("unknownKeyCooldown", unknownKeyCooldown, LEAST_PAUSE, MAX_COOLDOWN);
        check("initialBackoff", initialBackoff, LEAST_PAUSE, MAX_RETRY);
        check("maxBackoff", maxBackoff, LEAST_PAUSE, MAX_RETRY);
        check("initialLoadWait", initialLoadWait, Duration.ZERO, MAX_WAIT);
        check("unknownKeyWait", unknownKeyWait, Duration.ZERO, MAX_WAIT);
        check("fetchDeadline", fetchDeadline, LEAST_PAUSE, MAX_DEADLINE);
        checkOrder("minFreshFor", minFreshFor, "maxFreshFor", maxFreshFor);
        checkOrder("freshFor", freshFor, "usableFor", usableFor);
        checkOrder("initialBackoff", initialBackoff, "maxBackoff", maxBackoff);
        checkCount("maxInitialLoadWaits", maxInitialLoadWaits);
        checkCount("maxUnknownKeyWaits", maxUnknownKeyWaits);
    }

    /** The defaults. */
    public static RefreshPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * How many fetches any minute may have, whatever causes them: 12, or as many as these settings cause in the long run if pauses were set
     * to less than 5 seconds.
     */
    int maxFetchesPerMinute() {
        Duration refresh = scale(refreshAfter(min(freshFor, minFreshFor)), 1 - JITTER);
        Duration shortest = min(min(unknownKeyCooldown, maxBackoff), refresh);
        long minute = Duration.ofMinutes(1).toNanos();
        return (int) Math.max(LEAST_PER_MINUTE, (minute + shortest.toNanos() - 1) / shortest.toNanos());
    }

    /** How long a set just fetched is fresh: about {@link #freshFor()}, or at most what the issuer says, within bounds. */
    Duration freshness(Optional<Duration> maxAge, double random) {
        return maxAge.map(asked -> scale(clamp(asked), 1 - JITTER * random))
                .orElseGet(() -> scale(freshFor, 1 - JITTER + 2 * JITTER * random));
    }

    /** How long after a fetch the next one begins, off the request path, while the set is still fresh. */
    Duration refreshAfter(Duration freshness) {
        return scale(freshness, REFRESH_AHEAD);
    }

    /** Whether a set of this age may still be used although refreshing fails. */
    boolean isUsable(Duration age) {
        return age.compareTo(usableFor) < 0;
    }

    /** How long after the {@code failures}th failure in a row the next fetch may begin; never sooner than the issuer asks. */
    Duration retryAfterFailure(int failures, Optional<Duration> retryAfter, double random) {
        int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
        Duration backoff = min(initialBackoff.multipliedBy(1L << doublings), maxBackoff);
        Duration asked = min(retryAfter.orElse(Duration.ZERO), MAX_RETRY_AFTER);
        return scale(max(backoff, asked), 1 + JITTER * random);
    }

    private Duration clamp(Duration maxAge) {
        return max(minFreshFor, min(maxAge, maxFreshFor));
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

    private static void check(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new InvalidOptionException(
                    name, "must be at least " + min + " and at most " + max + ", but is " + value);
        }
    }

    private static void checkCount(String name, int value) {
        if (value < 0) {
            throw new InvalidOptionException(name, "must not be negative, but is " + value);
        }
    }

    private static void checkOrder(String smaller, Duration small, String larger, Duration large) {
        if (small.compareTo(large) > 0) {
            throw new InvalidOptionException(
                    smaller, "must not be longer than " + larger + ": " + small + " > " + large);
        }
    }

    /** The same with another {@link #freshFor()}. */
    public RefreshPolicy withFreshFor(Duration freshFor) {
        return with(freshFor, usableFor, unknownKeyCooldown, fetchDeadline);
    }

    /** The same with another {@link #usableFor()}. */
    public RefreshPolicy withUsableFor(Duration usableFor) {
        return with(freshFor, usableFor, unknownKeyCooldown, fetchDeadline);
    }

    /** The same with another {@link #unknownKeyCooldown()}. */
    public RefreshPolicy withUnknownKeyCooldown(Duration cooldown) {
        return with(freshFor, usableFor, cooldown, fetchDeadline);
    }

    /** The same with another {@link #fetchDeadline()}. */
    public RefreshPolicy withFetchDeadline(Duration deadline) {
        return with(freshFor, usableFor, unknownKeyCooldown, deadline);
    }

    /** The same with other bounds for {@code Cache-Control: max-age}. */
    public RefreshPolicy withMaxAgeBetween(Duration least, Duration most) {
        return new RefreshPolicy(
                freshFor,
                least,
                most,
                usableFor,
                unknownKeyCooldown,
                initialBackoff,
                maxBackoff,
                initialLoadWait,
                unknownKeyWait,
                maxInitialLoadWaits,
                maxUnknownKeyWaits,
                fetchDeadline);
    }

    /** The same with other pauses after failed fetches. */
    public RefreshPolicy withRetries(Duration first, Duration last) {
        return new RefreshPolicy(
                freshFor,
                minFreshFor,
                maxFreshFor,
                usableFor,
                unknownKeyCooldown,
                first,
                last,
                initialLoadWait,
                unknownKeyWait,
                maxInitialLoadWaits,
                maxUnknownKeyWaits,
                fetchDeadline);
    }

    /** The same with other waiting times of requests. */
    public RefreshPolicy withWaits(Duration withoutKeys, Duration besideKeys) {
        return new RefreshPolicy(
                freshFor,
                minFreshFor,
                maxFreshFor,
                usableFor,
                unknownKeyCooldown,
                initialBackoff,
                maxBackoff,
                withoutKeys,
                besideKeys,
                maxInitialLoadWaits,
                maxUnknownKeyWaits,
                fetchDeadline);
    }

    /** The same with other numbers of waiting requests. */
    public RefreshPolicy withMaxWaiting(int withoutKeys, int besideKeys) {
        return new RefreshPolicy(
                freshFor,
                minFreshFor,
                maxFreshFor,
                usableFor,
                unknownKeyCooldown,
                initialBackoff,
                maxBackoff,
                initialLoadWait,
                unknownKeyWait,
                withoutKeys,
                besideKeys,
                fetchDeadline);
    }

    private RefreshPolicy with(Duration fresh, Duration usable, Duration cooldown, Duration deadline) {
        return new RefreshPolicy(
                fresh,
                minFreshFor,
                maxFreshFor,
                usable,
                cooldown,
                initialBackoff,
                maxBackoff,
                initialLoadWait,
                unknownKeyWait,
                maxInitialLoadWaits,
                maxUnknownKeyWaits,
                deadline);
    }
}
