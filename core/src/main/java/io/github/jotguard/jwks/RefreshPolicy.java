package io.github.jotguard.jwks;

import java.time.Duration;
import java.util.Optional;

/**
 * Every timing decision of key refresh, in one place. Begin with {@link #defaults()} and change what must differ. Immutable.
 *
 * @param freshFor how long a set is as good as new if the issuer does not say; 5 minutes, at most 1 day. A withdrawn key stops within it
 * @param minFreshFor the least that {@code Cache-Control: max-age} can make of it; 1 minute
 * @param maxFreshFor the most that {@code Cache-Control: max-age} can make of it; 1 hour
 * @param usableFor how long a set is used while refreshing fails; 24 hours, at most 7 days. The price: a key withdrawn while the
 *     issuer cannot be reached is trusted that long
 * @param unknownKeyCooldown the least time between two fetches for unknown {@code kid}s; 5 seconds, at most 1 hour
 * @param firstRetry how long after a failed fetch the next is tried; 1 second, doubled with every further failure
 * @param lastRetry the longest it is doubled to; 60 seconds
 * @param waitWithoutKeys how long a request waits for a fetch if there is no usable key at all; 5 seconds, at most 30
 * @param waitBesideKeys how long a request waits for a fetch if there are keys but not its own; 1 second, at most 30
 * @param maxWaitingWithoutKeys how many requests wait so at once, the rest being answered; 1,024
 * @param maxWaitingBesideKeys the same beside usable keys; 16
 * @param fetchDeadline how long one fetch takes at most, from connecting to the last byte; 10 seconds, at most 1 minute
 */
public record RefreshPolicy(
        Duration freshFor,
        Duration minFreshFor,
        Duration maxFreshFor,
        Duration usableFor,
        Duration unknownKeyCooldown,
        Duration firstRetry,
        Duration lastRetry,
        Duration waitWithoutKeys,
        Duration waitBesideKeys,
        int maxWaitingWithoutKeys,
        int maxWaitingBesideKeys,
        Duration fetchDeadline) {

    private static final Duration MAX_FRESH_FOR = Duration.ofDays(1);
    private static final Duration MAX_USABLE_FOR = Duration.ofDays(7);
    private static final Duration MAX_COOLDOWN = Duration.ofHours(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final Duration MAX_DEADLINE = Duration.ofMinutes(1);
    private static final Duration MAX_RETRY = Duration.ofHours(1);
    /** An issuer that asks for more patience than this is asked again all the same. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);
    /** A fleet that started together must not refresh together: freshness and retries vary by this much to either side. */
    private static final double JITTER = 0.1;
    /** From this part of its freshness on, a set is refreshed while it is still served. */
    private static final double REFRESH_AHEAD = 0.8;

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
        check("freshFor", freshFor, MAX_FRESH_FOR);
        check("minFreshFor", minFreshFor, MAX_FRESH_FOR);
        check("maxFreshFor", maxFreshFor, MAX_FRESH_FOR);
        check("usableFor", usableFor, MAX_USABLE_FOR);
        check("unknownKeyCooldown", unknownKeyCooldown, MAX_COOLDOWN);
        check("firstRetry", firstRetry, MAX_RETRY);
        check("lastRetry", lastRetry, MAX_RETRY);
        check("waitWithoutKeys", waitWithoutKeys, MAX_WAIT);
        check("waitBesideKeys", waitBesideKeys, MAX_WAIT);
        check("fetchDeadline", fetchDeadline, MAX_DEADLINE);
        checkOrder("minFreshFor", minFreshFor, "maxFreshFor", maxFreshFor);
        checkOrder("freshFor", freshFor, "usableFor", usableFor);
        checkOrder("firstRetry", firstRetry, "lastRetry", lastRetry);
        if (maxWaitingWithoutKeys < 0 || maxWaitingBesideKeys < 0) {
            throw new IllegalArgumentException("The number of waiting requests must not be negative");
        }
    }

    /** The defaults. */
    public static RefreshPolicy defaults() {
        return DEFAULTS;
    }

    /** How long a set just fetched is fresh. */
    Duration freshness(Optional<Duration> maxAge, double random) {
        Duration asked = maxAge.map(this::clamp).orElse(freshFor);
        return vary(asked, random);
    }

    /** How long after a fetch the next one begins, off the request path, while the set is still fresh. */
    Duration refreshAfter(Duration freshness) {
        return scale(freshness, REFRESH_AHEAD);
    }

    /** Whether a set of this age may still be used although refreshing fails. */
    boolean isUsable(Duration age) {
        return age.compareTo(usableFor) < 0;
    }

    /** How long after the {@code failures}th failure in a row the next fetch may begin. */
    Duration retryAfterFailure(int failures, Optional<Duration> retryAfter, double random) {
        int doublings = Math.min(failures - 1, Integer.SIZE - 2);
        Duration doubled = firstRetry.multipliedBy(1L << doublings);
        Duration backoff = vary(min(doubled, lastRetry), random);
        return retryAfter
                .map(asked -> max(backoff, min(asked, MAX_RETRY_AFTER)))
                .orElse(backoff);
    }

    private Duration clamp(Duration maxAge) {
        return max(minFreshFor, min(maxAge, maxFreshFor));
    }

    private static Duration vary(Duration duration, double random) {
        return scale(duration, 1 - JITTER + 2 * JITTER * random);
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

    private static void check(String name, Duration value, Duration max) {
        if (value.isNegative() || value.isZero() || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + " must be positive and at most " + max + ", but is " + value);
        }
    }

    private static void checkOrder(String smaller, Duration small, String larger, Duration large) {
        if (small.compareTo(large) > 0) {
            throw new IllegalArgumentException(
                    smaller + " must not be longer than " + larger + ": " + small + " > " + large);
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
                firstRetry,
                lastRetry,
                waitWithoutKeys,
                waitBesideKeys,
                maxWaitingWithoutKeys,
                maxWaitingBesideKeys,
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
                waitWithoutKeys,
                waitBesideKeys,
                maxWaitingWithoutKeys,
                maxWaitingBesideKeys,
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
                firstRetry,
                lastRetry,
                withoutKeys,
                besideKeys,
                maxWaitingWithoutKeys,
                maxWaitingBesideKeys,
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
                firstRetry,
                lastRetry,
                waitWithoutKeys,
                waitBesideKeys,
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
                firstRetry,
                lastRetry,
                waitWithoutKeys,
                waitBesideKeys,
                maxWaitingWithoutKeys,
                maxWaitingBesideKeys,
                deadline);
    }
}
