package io.github.jotguard.example.issuer;

import java.time.Duration;
import java.util.Optional;

/**
 * When a signing key is replaced, and how long it stays published afterwards.
 *
 * @param interval how long a key signs; empty for ever
 * @param gracePeriod how long an expired key stays in the JWK Set
 */
record KeyRotation(Optional<Duration> interval, Duration gracePeriod) {}
