package io.github.jotguard.jwks;

import io.github.jotguard.settings.InvalidOptionException;
import java.time.Duration;

/** Checks the bounds of each setting of a {@link RefreshPolicy}, and of one setting by another. */
final class RefreshPolicyBounds {

    private static final Duration MAX_FRESH_FOR = Duration.ofDays(1);
    private static final Duration MAX_USABLE_FOR = Duration.ofDays(7);
    private static final Duration MAX_COOLDOWN = Duration.ofHours(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final Duration MAX_DEADLINE = Duration.ofMinutes(1);
    private static final Duration MAX_BACKOFF = Duration.ofHours(1);
    /** Minimum pause between fetches. Shorter pauses would be an attack on the issuer. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

    private RefreshPolicyBounds() {}

    /**
     * Checks all settings.
     *
     * @throws IllegalArgumentException if a value is outside its bounds or two values contradict each other
     */
    static void check(RefreshPolicy policy) {
        check("freshFor", policy.freshFor(), LEAST_PAUSE, MAX_FRESH_FOR);
        check("minFreshFor", policy.minFreshFor(), LEAST_PAUSE, MAX_FRESH_FOR);
        check("maxFreshFor", policy.maxFreshFor(), LEAST_PAUSE, MAX_FRESH_FOR);
        check("usableFor", policy.usableFor(), LEAST_PAUSE, MAX_USABLE_FOR);
        check("unknownKeyCooldown", policy.unknownKeyCooldown(), LEAST_PAUSE, MAX_COOLDOWN);
        check("initialBackoff", policy.initialBackoff(), LEAST_PAUSE, MAX_BACKOFF);
        check("maxBackoff", policy.maxBackoff(), LEAST_PAUSE, MAX_BACKOFF);
        check("initialLoadWait", policy.initialLoadWait(), Duration.ZERO, MAX_WAIT);
        check("unknownKeyWait", policy.unknownKeyWait(), Duration.ZERO, MAX_WAIT);
        check("fetchDeadline", policy.fetchDeadline(), LEAST_PAUSE, MAX_DEADLINE);
        checkOrder("minFreshFor", policy.minFreshFor(), "maxFreshFor", policy.maxFreshFor());
        checkOrder("freshFor", policy.freshFor(), "usableFor", policy.usableFor());
        checkOrder("initialBackoff", policy.initialBackoff(), "maxBackoff", policy.maxBackoff());
        checkCount("maxInitialLoadWaits", policy.maxInitialLoadWaits());
        checkCount("maxUnknownKeyWaits", policy.maxUnknownKeyWaits());
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
}
