package io.github.jotguard.dpop;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.secret.Placeholders;
import io.github.jotguard.secret.SampleSecrets;
import io.github.jotguard.settings.InvalidOptionException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for DPoP proofs (RFC 9449 §4.3). Immutable and thread-safe. */
public final class DpopSettings {

    private final DpopMode mode;
    private final Set<JwsAlgorithm> algorithms;
    private final Duration maxAge;
    private final Duration clockSkew;
    private final @Nullable DpopNonces nonces;
    private final ReplayStore replayStore;
    private final @Nullable String publicOrigin;
    private final Clock clock;

    private DpopSettings(DpopSettings other, String publicOrigin) {
        this.mode = other.mode;
        this.algorithms = other.algorithms;
        this.maxAge = other.maxAge;
        this.clockSkew = other.clockSkew;
        this.nonces = other.nonces;
        this.replayStore = other.replayStore;
        this.publicOrigin = publicOrigin;
        this.clock = other.clock;
    }

    private DpopSettings(Builder options) {
        this.mode = options.mode;
        this.algorithms = Collections.unmodifiableSet(EnumSet.copyOf(options.algorithms));
        this.maxAge = options.maxAge;
        this.clockSkew = options.clockSkew;
        this.nonces = options.nonceSecret == null ? null : new DpopNonces(options.nonceSecret);
        this.publicOrigin = options.publicOrigin;
        this.clock = options.clock;
        this.replayStore = options.replayStore == null
                ? new InMemoryReplayStore(InMemoryReplayStore.DEFAULT_CAPACITY, clock)
                : options.replayStore;
    }

    /**
     * Returns settings with the default of every option except the mode.
     *
     * @param mode the handling of bound tokens
     */
    public static DpopSettings of(DpopMode mode) {
        return builder(mode).build();
    }

    /**
     * Returns a builder.
     *
     * @param mode the handling of bound tokens
     */
    public static Builder builder(DpopMode mode) {
        return new Builder(requireNonNull(mode, "mode"));
    }

    /** Returns the handling of tokens that are bound to a DPoP key. */
    public DpopMode mode() {
        return mode;
    }

    /** Returns the allowed algorithms of proofs, in the order of {@link JwsAlgorithm}; never empty. */
    public Set<JwsAlgorithm> algorithms() {
        return algorithms;
    }

    /** Returns the origin that clients use; empty if it is that of the request. */
    public Optional<String> publicOrigin() {
        return Optional.ofNullable(publicOrigin);
    }

    /**
     * Returns settings with this public origin, unless there is one already. The replay store is the same.
     *
     * @param origin as for {@link Builder#publicOrigin}
     * @throws IllegalArgumentException as {@link Builder#publicOrigin} does
     */
    public DpopSettings withDefaultPublicOrigin(String origin) {
        return publicOrigin == null ? new DpopSettings(this, Builder.normalized(origin)) : this;
    }

    /** Returns whether each proof requires a nonce of this server (RFC 9449 §9). */
    public boolean requiresNonce() {
        return nonces != null;
    }

    Duration maxAge() {
        return maxAge;
    }

    Duration clockSkew() {
        return clockSkew;
    }

    @Nullable
    DpopNonces nonces() {
        return nonces;
    }

    ReplayStore replayStore() {
        return replayStore;
    }

    Clock clock() {
        return clock;
    }

    /** The options of {@link DpopSettings}. Not thread-safe. */
    public static final class Builder {

        /** Default of {@link #maxAge}. */
        public static final Duration DEFAULT_MAX_AGE = Duration.ofSeconds(60);

        /** Maximum of {@link #maxAge}. */
        public static final Duration LARGEST_MAX_AGE = Duration.ofMinutes(10);

        /** Default of {@link #clockSkew}. */
        public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(5);

        /** Maximum of {@link #clockSkew}. */
        public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

        /** Minimum length of the secret of {@link #requireNonce(byte[])}, in bytes. */
        public static final int MIN_NONCE_SECRET = 32;

        private static final Set<JwsAlgorithm> DEFAULT_ALGORITHMS =
                Set.of(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256, JwsAlgorithm.PS256, JwsAlgorithm.RS256);

        private final DpopMode mode;
        private Set<JwsAlgorithm> algorithms = DEFAULT_ALGORITHMS;
        private Duration maxAge = DEFAULT_MAX_AGE;
        private Duration clockSkew = DEFAULT_CLOCK_SKEW;
        private byte @Nullable [] nonceSecret;
        private @Nullable ReplayStore replayStore;
        private @Nullable String publicOrigin;
        private Clock clock = Clock.systemUTC();

        private Builder(DpopMode mode) {
            this.mode = mode;
        }

        /**
         * Sets the allowed algorithms of proofs. Default: EdDSA, ES256, PS256 and RS256.
         *
         * @param allowed at least one, none of them symmetric (RFC 9449 §4.2)
         * @throws IllegalArgumentException if there is none, or one is symmetric
         */
        public Builder algorithms(JwsAlgorithm... allowed) {
            if (allowed.length == 0) {
                throw new InvalidOptionException("algorithms", "must name at least one");
            }
            for (JwsAlgorithm algorithm : allowed) {
                if (algorithm.isSymmetric()) {
                    throw new InvalidOptionException(
                            "algorithms", "must not name " + algorithm + ", because a proof has a public key");
                }
            }
            this.algorithms = EnumSet.copyOf(Arrays.asList(allowed));
            return this;
        }

        /**
         * Sets the maximum age of a proof, by its {@code iat}. The replay store keeps each proof for this time.
         *
         * @param age 1 s to 10 min (default 60 s)
         * @throws IllegalArgumentException if it is outside these bounds
         */
        public Builder maxAge(Duration age) {
            this.maxAge = within("maxAge", age, Duration.ofSeconds(1), LARGEST_MAX_AGE);
            return this;
        }

        /**
         * Sets the maximum time by which {@code iat} of a proof may be in the future.
         *
         * @param skew 0 to 1 min (default 5 s)
         * @throws IllegalArgumentException if it is outside these bounds
         */
        public Builder clockSkew(Duration skew) {
            this.clockSkew = within("clockSkew", skew, Duration.ZERO, MAX_CLOCK_SKEW);
            return this;
        }

        private static Duration within(String option, Duration value, Duration least, Duration greatest) {
            if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
                throw new InvalidOptionException(
                        option, "must be between " + least + " and " + greatest + ", but is " + value);
            }
            return value;
        }

        /**
         * Requires a nonce of this server in each proof (RFC 9449 §9). The secret of the nonces is random, so use
         * {@link #requireNonce(byte[])} if several processes serve the same origin.
         */
        public Builder requireNonce() {
            byte[] secret = new byte[MIN_NONCE_SECRET];
            new SecureRandom().nextBytes(secret);
            return requireNonce(secret);
        }

        /**
         * Requires a nonce of this server in each proof (RFC 9449 §9).
         *
         * @param secret random, the same in all processes, at least {@value #MIN_NONCE_SECRET} bytes
         * @throws IllegalArgumentException if it is shorter, a placeholder, a sample of documentation, one short text
         *     repeated, or a sequence: everyone could compute the nonces then
         */
        public Builder requireNonce(byte[] secret) {
            if (secret.length < MIN_NONCE_SECRET) {
                throw new InvalidOptionException(
                        "nonceSecret", "must have at least " + MIN_NONCE_SECRET + " bytes, but has " + secret.length);
            }
            if (isPublic(secret)) {
                throw new InvalidOptionException(
                        "nonceSecret",
                        "must be random, but is a placeholder that was not replaced, a sample of documentation, one"
                                + " short text repeated, or a sequence");
            }
            this.nonceSecret = secret.clone();
            return this;
        }

        private static boolean isPublic(byte[] secret) {
            String text = new String(secret, StandardCharsets.UTF_8);
            return SampleSecrets.isRepetition(secret) || Placeholders.fill(text) || SampleSecrets.include(text);
        }

        /**
         * Sets the store of used proofs. Default: an {@link InMemoryReplayStore}, which is enough for one process.
         *
         * @param store shared by all processes that serve the same origin
         */
        public Builder replayStore(ReplayStore store) {
            this.replayStore = requireNonNull(store, "store");
            return this;
        }

        /**
         * Sets scheme, host and port that clients use. Behind a proxy, the URI of the request may have others. Default:
         * those of the request.
         *
         * @param origin such as {@code https://api.example.com}
         * @throws IllegalArgumentException if it is not http or https with a host, or has more than a port after the
         *     host
         */
        public Builder publicOrigin(String origin) {
            this.publicOrigin = normalized(origin);
            return this;
        }

        private static String normalized(String origin) {
            return TargetUri.parse(origin)
                    .filter(uri -> uri.path().equals("/"))
                    .map(TargetUri::origin)
                    .orElseThrow(() -> new InvalidOptionException(
                            "publicOrigin", "must be scheme, host and port, such as https://api.example.com"));
        }

        /** Sets the clock for {@code iat}, nonces and the default replay store. Default: the system clock in UTC. */
        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** Builds the settings. */
        public DpopSettings build() {
            return new DpopSettings(this);
        }
    }
}
