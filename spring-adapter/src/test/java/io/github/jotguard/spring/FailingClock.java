package io.github.jotguard.spring;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that throws, for whatever may happen inside of a verifier. */
public final class FailingClock extends Clock {

    private final Throwable failure;

    public FailingClock(Throwable failure) {
        this.failure = failure;
    }

    @Override
    public Instant instant() {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }
}
