package io.github.jotguard.jwks;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.UnverifiedJwsHeader;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.VerificationListener;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The JWK Set that an issuer publishes (RFC 7517 §5), fetched when first needed, refreshed in the background before it gets old, and used on
 * for a bounded time while the issuer is down. Thread-safe. Nothing runs and nothing is fetched before the first use or
 * {@link #preload()}; {@link #close()} ends what runs.
 */
public final class RemoteJwkSet implements VerificationKeys {

    private final JwkSetCache cache;
    private final RefreshReports reports;

    private RemoteJwkSet(Builder settings) {
        this.reports = new RefreshReports(settings.location);
        Timeline timeline = new SystemTimeline(settings.clock);
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        this.cache = new JwkSetCache(
                new JwkSetRefresher(
                        source(settings), settings.policy, timeline, random, reports, settings.maxKeys),
                settings.policy,
                timeline);
    }

    private static JwkSetRefresher.Source source(Builder settings) {
        URI address = URI.create(settings.location);
        JwkSetFetcher chosen = settings.fetcher;
        if (chosen instanceof HttpJwkSetFetcher http) {
            chosen = http.within(settings.maxBytes, settings.policy.fetchDeadline(), address);
        }
        JwkSetFetcher fetcher = new BoundedFetcher(chosen, settings.maxBytes);
        JwkSetRefresher.Source source = settings.isDiscovered
                ? new MetadataDiscovery(settings.location, fetcher, settings.isPlainHttpAllowed)
                : () -> fetcher.fetch(address);
        return chosen instanceof HttpJwkSetFetcher http ? new HttpSource(source, http) : source;
    }

    /** Knows where a fetch is. */
    private record HttpSource(JwkSetRefresher.Source source, HttpJwkSetFetcher http) implements JwkSetRefresher.Source {

        @Override
        public JwkSetFetcher.Response fetch() throws Exception {
            return source.fetch();
        }

        @Override
        public Optional<String> phase() {
            return http.phase();
        }
    }

    /**
     * The set at an address, with the defaults.
     *
     * @throws IllegalArgumentException if the address is not https, or http to loopback, or has user info or a fragment
     */
    public static RemoteJwkSet at(String uri) {
        return builder(uri).build();
    }

    /** As {@link #at(String)}. */
    public static RemoteJwkSet at(URI uri) {
        return builder(uri).build();
    }

    /**
     * The set whose address the issuer's own metadata tell: OpenID Connect Discovery 1.0 §4, else RFC 8414 §3. The {@code issuer} in them
     * must be this one exactly.
     *
     * @throws IllegalArgumentException as {@link #at(String)}
     */
    public static RemoteJwkSet discoveredFrom(String issuer) {
        return discoveryBuilder(issuer).build();
    }

    /** Begins the settings of the set at an address. */
    public static Builder builder(String uri) {
        return new Builder(requireNonNull(uri, "uri"), false);
    }

    /** Begins the settings of the set at an address. */
    public static Builder builder(URI uri) {
        return builder(requireNonNull(uri, "uri").toString());
    }

    /** Begins the settings of a set that is found as by {@link #discoveredFrom}. */
    public static Builder discoveryBuilder(String issuer) {
        return new Builder(requireNonNull(issuer, "issuer"), true);
    }

    /**
     * {@inheritDoc}
     *
     * @throws KeysUnavailableException if there is no usable set
     */
    @Override
    public List<VerificationKey> find(UnverifiedJwsHeader header) {
        return cache.find(header);
    }

    @Override
    public List<VerificationKey> findAtHand(UnverifiedJwsHeader header) {
        return cache.findAtHand(header);
    }

    /** Fetches the set now if that was not done yet, and waits until that has succeeded or failed, which the deadline of a fetch bounds. Never fails. */
    @Override
    public void preload() {
        cache.preload();
    }

    @Override
    public KeysStatus status() {
        return cache.status();
    }

    @Override
    public void addListener(VerificationListener listener) {
        reports.add(requireNonNull(listener, "listener"));
    }

    /** Ends the background refresh and its thread. What was fetched is used on until it is too old. */
    @Override
    public void close() {
        cache.close();
    }

    /** Shows the address. */
    @Override
    public String toString() {
        return "RemoteJwkSet[" + reports.source() + "]";
    }

    /** The settings of a remote set. Not thread-safe; {@link #build()} gives what is. */
    public static final class Builder {

        /** The most that is read of an answer unless said otherwise. */
        public static final int DEFAULT_MAX_BYTES = 262_144;

        /** The most that {@link #maxBytes} can be set to. */
        public static final int LARGEST_MAX_BYTES = 4 * 1024 * 1024;

        /** How many keys of a set are used unless said otherwise. */
        public static final int DEFAULT_MAX_KEYS = 500;

        /** The most that {@link #maxKeys} can be set to. */
        public static final int LARGEST_MAX_KEYS = 5_000;

        private final String location;
        private final boolean isDiscovered;
        private RefreshPolicy policy = RefreshPolicy.defaults();
        private int maxBytes = DEFAULT_MAX_BYTES;
        private int maxKeys = DEFAULT_MAX_KEYS;
        private boolean isPlainHttpAllowed;
        private JwkSetFetcher fetcher = HttpJwkSetFetcher.builder().build();
        private @Nullable InstantSource clock;

        private Builder(String location, boolean isDiscovered) {
            this.location = location;
            this.isDiscovered = isDiscovered;
        }

        /** When to fetch. Default: {@link RefreshPolicy#defaults()}. */
        public Builder refreshPolicy(RefreshPolicy policy) {
            this.policy = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets how to fetch. Default: {@link HttpJwkSetFetcher}, whose builder takes a TLS context, a proxy and headers. It gets the limits of
         * this set.
         */
        public Builder fetcher(JwkSetFetcher fetcher) {
            this.fetcher = requireNonNull(fetcher, "fetcher");
            return this;
        }

        /** The most that is read of an answer; default {@value #DEFAULT_MAX_BYTES}, at most {@value #LARGEST_MAX_BYTES}. */
        public Builder maxBytes(int bytes) {
            if (bytes < 1 || bytes > LARGEST_MAX_BYTES) {
                throw new IllegalArgumentException(
                        "maxBytes must be between 1 and " + LARGEST_MAX_BYTES + ", but is " + bytes);
            }
            this.maxBytes = bytes;
            return this;
        }

        /**
         * How many entries of the set are used. Those after them are skipped with a warning. A larger set may need {@link #maxBytes} too.
         *
         * @param keys from 1 to {@value #LARGEST_MAX_KEYS}; default {@value #DEFAULT_MAX_KEYS}
         * @throws IllegalArgumentException if it is out of these bounds
         */
        public Builder maxKeys(int keys) {
            if (keys < 1 || keys > LARGEST_MAX_KEYS) {
                throw new IllegalArgumentException(
                        "maxKeys must be between 1 and " + LARGEST_MAX_KEYS + ", but is " + keys);
            }
            this.maxKeys = keys;
            return this;
        }

        /** An opt-out: keys may come over http from another machine, so whoever is in between can replace them. */
        public Builder allowUnencryptedHttp() {
            this.isPlainHttpAllowed = true;
            return this;
        }

        /** The time by which keys age, for tests. Default: a monotonic one, which setting the computer's clock does not move. */
        public Builder clock(InstantSource clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * The set; nothing is fetched yet.
         *
         * @throws IllegalArgumentException if the address is not https, or http to loopback, or has user info or a fragment
         */
        public RemoteJwkSet build() {
            if (isDiscovered) {
                KeyAddress.checkIssuer(location, isPlainHttpAllowed);
            } else {
                KeyAddress.check(location, isPlainHttpAllowed);
            }
            return new RemoteJwkSet(this);
        }
    }
}
