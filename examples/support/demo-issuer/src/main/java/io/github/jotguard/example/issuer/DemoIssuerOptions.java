package io.github.jotguard.example.issuer;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a {@link DemoIssuer}. Immutable; each {@code with…} method returns a changed copy.
 *
 * <p>Whatever is set, a demo issuer listens on 127.0.0.1 and nowhere else.
 */
public final class DemoIssuerOptions {

    /** The default time that an expired key stays in the JWK Set: 30 days. */
    public static final Duration DEFAULT_GRACE_PERIOD = Duration.ofDays(30);

    private static final int MAX_PORT = 65_535;

    private final int port;
    private final Secret secret;
    private final Set<String> trustedOrigins;
    private final KeyRotation rotation;
    private final Clock clock;

    private DemoIssuerOptions(int port, Secret secret, Set<String> trustedOrigins, KeyRotation rotation, Clock clock) {
        this.port = port;
        this.secret = secret;
        this.trustedOrigins = trustedOrigins;
        this.rotation = rotation;
        this.clock = clock;
    }

    /**
     * Returns the defaults: a free port, a random secret, no other origins, keys that do not expire, the system's
     * clock.
     */
    public static DemoIssuerOptions defaults() {
        return new DemoIssuerOptions(
                0,
                Secret.of(RandomIds.next() + RandomIds.next()),
                Set.of(),
                new KeyRotation(Optional.empty(), DEFAULT_GRACE_PERIOD),
                Clock.systemUTC());
    }

    /**
     * Sets the port to listen on.
     *
     * @param port 1 to 65535, or 0 for a free one
     * @throws IllegalArgumentException if it is something else
     */
    public DemoIssuerOptions withPort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("PORT must be 0 to 65535");
        }
        return new DemoIssuerOptions(port, secret, trustedOrigins, rotation, clock);
    }

    /**
     * Sets the secret, under which sessions and private keys outlive the issuer.
     *
     * @param secret at least 32 bytes in UTF-8
     * @throws IllegalArgumentException if it is shorter
     */
    public DemoIssuerOptions withSecret(String secret) {
        return new DemoIssuerOptions(port, Secret.of(secret), trustedOrigins, rotation, clock);
    }

    /**
     * Sets the origins whose pages may call, with credentials, beside the issuer's own.
     *
     * @param origins each scheme, host and perhaps a port, such as {@code http://localhost:5173}
     * @throws IllegalArgumentException if one is something else: a pattern, a URL with a path, {@code null}
     */
    public DemoIssuerOptions withTrustedOrigins(Set<String> origins) {
        for (String origin : origins) {
            if (!TrustedOrigins.isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "TRUSTED_ORIGINS must be a list of origins such as http://localhost:5173,"
                                + " with no path and no *");
            }
        }
        return new DemoIssuerOptions(port, secret, Set.copyOf(origins), rotation, clock);
    }

    /**
     * Lets keys expire.
     *
     * @param interval how long a key signs
     * @param gracePeriod how long it stays in the JWK Set afterwards: at least 900 s, the life of a token
     * @throws IllegalArgumentException if the interval is not positive, or the grace period is shorter than that
     */
    public DemoIssuerOptions withKeyRotation(Duration interval, Duration gracePeriod) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be positive");
        }
        if (gracePeriod.compareTo(Tokens.LIFETIME) < 0) {
            throw new IllegalArgumentException("gracePeriod must be at least 900 s: a live token would lose its key");
        }
        return new DemoIssuerOptions(
                port, secret, trustedOrigins, new KeyRotation(Optional.of(interval), gracePeriod), clock);
    }

    /** Sets the clock, which decides about tokens, sessions and keys. */
    public DemoIssuerOptions withClock(Clock clock) {
        return new DemoIssuerOptions(port, secret, trustedOrigins, rotation, requireNonNull(clock, "clock"));
    }

    int port() {
        return port;
    }

    Secret secret() {
        return secret;
    }

    Set<String> trustedOrigins() {
        return trustedOrigins;
    }

    KeyRotation rotation() {
        return rotation;
    }

    Clock clock() {
        return clock;
    }
}
