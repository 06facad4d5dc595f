package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Thread-safe; {@link #withZone} returns a view of the same time. */
public final class MutableClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private MutableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /**
     * Creates a clock in UTC that shows the given moment.
     *
     * @param now the moment it shows until moved
     * @return the clock
     */
    public static MutableClock at(Instant now) {
        return new MutableClock(new AtomicReference<>(requireNonNull(now, "now")), ZoneOffset.UTC);
    }

    /**
     * Moves the clock forward, or back if the amount is negative.
     *
     * @param amount how far to move
     */
    public void advance(Duration amount) {
        requireNonNull(amount, "amount");
        now.updateAndGet(instant -> instant.plus(amount));
    }

    /**
     * Moves the clock to a moment.
     *
     * @param instant the moment it shows from now on
     */
    public void set(Instant instant) {
        now.set(requireNonNull(instant, "instant"));
    }

    @Override
    public Instant instant() {
        return requireNonNull(now.get(), "now");
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public MutableClock withZone(ZoneId newZone) {
        return new MutableClock(now, requireNonNull(newZone, "newZone"));
    }

    /** Returns the moment and the zone, for messages of failed tests. */
    @Override
    public String toString() {
        return "MutableClock[" + instant() + ", " + zone + "]";
    }
}
