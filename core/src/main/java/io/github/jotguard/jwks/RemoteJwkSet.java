package io.github.jotguard.jwks;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwsHeader;
import io.github.jotguard.KeysListener;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.json.AddressText;
import io.github.jotguard.settings.InvalidOptionException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The JWK Set that an issuer publishes (RFC 7517 §5). Thread-safe. It is fetched at the first use and refreshed in the
 * background before it is stale. While the issuer is down, it is used for a bounded time. No thread runs and no request
 * is sent before the first use or {@link #preload()}. The background threads end with {@link #close()} and when the
 * last verifier that uses the set is closed.
 */
public final class RemoteJwkSet implements VerificationKeys {

    private final JwkSetSettings settings;
    private final List<KeysListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock life = new ReentrantLock();
    /** Replaced when a verifier uses the set after the last user was gone. */
    private volatile JwkSetCache open;
    /** The number of verifiers that use the set; guarded by {@code life}, as are the following fields. */
    private int users;

    private boolean isReleased;
    private boolean isClosed;

    private RemoteJwkSet(JwkSetSettings settings) {
        this.settings = settings;
        this.open = settings.open(listeners);
    }

    /**
     * Returns the set at a JWKS URI, with the default settings.
     *
     * @param uri an https address, or http to loopback
     * @throws IllegalArgumentException if it is another address, or has user info or a fragment
     */
    public static RemoteJwkSet at(String uri) {
        return builder(uri).build();
    }

    /**
     * Returns the set at a JWKS URI, with the default settings.
     *
     * @param uri an https address, or http to loopback
     * @throws IllegalArgumentException if it is another address, or has user info or a fragment
     */
    public static RemoteJwkSet at(URI uri) {
        return builder(uri).build();
    }

    /**
     * Returns the set at the JWKS URI in the issuer's metadata: OpenID Connect Discovery 1.0 §4, or else RFC 8414 §3.
     * The {@code issuer} in the metadata must be exactly this one.
     *
     * @param issuer an https address, or http to loopback
     * @throws IllegalArgumentException if it is another address, or has user info, a query or a fragment
     */
    public static RemoteJwkSet discoveredFrom(String issuer) {
        return discoveryBuilder(issuer).build();
    }

    /**
     * Returns a builder for the set at a JWKS URI.
     *
     * @param uri an https address, or http to loopback; {@link Builder#build()} checks it
     */
    public static Builder builder(String uri) {
        return new Builder(requireNonNull(uri, "uri"), false);
    }

    /** Returns a builder for the set at a JWKS URI. */
    public static Builder builder(URI uri) {
        return builder(requireNonNull(uri, "uri").toString());
    }

    /** Returns a builder for a set that is found as by {@link #discoveredFrom}. */
    public static Builder discoveryBuilder(String issuer) {
        return new Builder(requireNonNull(issuer, "issuer"), true);
    }

    /**
     * {@inheritDoc}
     *
     * @throws KeysUnavailableException if there is no usable set, or it is unknown whether the issuer has such a key
     */
    @Override
    public List<VerificationKey> find(JwsHeader header) {
        return open.find(header);
    }

    @Override
    public List<VerificationKey> findCached(JwsHeader header) {
        return open.findCached(header);
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public List<VerificationKey> findNewer(JwsHeader header) {
        return open.findNewer(header);
    }

    /**
     * Fetches the set now unless it is cached, and waits until that has succeeded or failed. The wait is bounded by the
     * fetch deadline. Never throws.
     */
    @Override
    public void preload() {
        open.preload();
    }

    @Override
    public Optional<String> describeMissing(JwsHeader header) {
        return open.describeMissing(header);
    }

    @Override
    public KeysStatus status() {
        return open.status();
    }

    @Override
    public void addListener(KeysListener listener) {
        listeners.add(requireNonNull(listener, "listener"));
    }

    /**
     * Begins the use by a verifier. A set that its last user released is fetched again, unless it was closed itself.
     *
     * @throws IllegalStateException if it was closed
     */
    @Override
    public void acquire(KeysListener listener) {
        requireNonNull(listener, "listener");
        life.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException(this + " is closed. Build another one for a new verifier");
            }
            if (isReleased) {
                open = settings.open(listeners);
                isReleased = false;
            }
            users++;
            listeners.add(listener);
        } finally {
            life.unlock();
        }
    }

    /** Ends the use by a verifier. When the last verifier has ended its use, the background threads end. */
    @Override
    public void release(KeysListener listener) {
        JwkSetCache unused;
        life.lock();
        try {
            listeners.remove(listener);
            if (users == 0 || --users > 0) {
                return;
            }
            isReleased = true;
            unused = open;
        } finally {
            life.unlock();
        }
        unused.close();
    }

    /**
     * Ends the background refresh and its threads, for all verifiers that use the set. Cached keys are used for at most
     * twice their freshness. After that, and for unknown keys, {@link #find} throws {@link KeysUnavailableException}.
     */
    @Override
    public void close() {
        life.lock();
        try {
            isClosed = true;
        } finally {
            life.unlock();
        }
        open.close();
    }

    /** Returns the JWKS URI or issuer without its query. */
    @Override
    public String toString() {
        return "RemoteJwkSet[" + AddressText.of(settings.location()) + "]";
    }

    /** The settings of a remote set. Not thread-safe; the set that {@link #build()} returns is. */
    public static final class Builder {

        /** Default of {@link #maxBytes}, in bytes. */
        public static final int DEFAULT_MAX_BYTES = 262_144;

        /** Maximum of {@link #maxBytes}, in bytes. */
        public static final int LARGEST_MAX_BYTES = 4 * 1024 * 1024;

        /** Default of {@link #maxKeys}, in keys. */
        public static final int DEFAULT_MAX_KEYS = 500;

        /** Maximum of {@link #maxKeys}, in keys. */
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

        /** Sets the timing of the refresh. Default: {@link RefreshPolicy#defaults()}. */
        public Builder refreshPolicy(RefreshPolicy policy) {
            this.policy = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the fetcher. Default: {@link HttpJwkSetFetcher}, which gets the limits of this set. Its builder has a
         * TLS context, a proxy and headers.
         */
        public Builder fetcher(JwkSetFetcher fetcher) {
            this.fetcher = requireNonNull(fetcher, "fetcher");
            return this;
        }

        /**
         * Sets the maximum size of a response. A larger response is rejected as a whole.
         *
         * @param bytes 1 to {@value #LARGEST_MAX_BYTES} (default {@value #DEFAULT_MAX_BYTES})
         * @throws IllegalArgumentException if it is outside these bounds
         */
        public Builder maxBytes(int bytes) {
            if (bytes < 1 || bytes > LARGEST_MAX_BYTES) {
                throw InvalidOptionException.outside("maxBytes", 1, LARGEST_MAX_BYTES, bytes);
            }
            this.maxBytes = bytes;
            return this;
        }

        /**
         * Sets the maximum number of keys of the set. Further keys are skipped with a warning. A larger set may need
         * {@link #maxBytes} too.
         *
         * @param keys 1 to {@value #LARGEST_MAX_KEYS} (default {@value #DEFAULT_MAX_KEYS})
         * @throws IllegalArgumentException if it is outside these bounds
         */
        public Builder maxKeys(int keys) {
            if (keys < 1 || keys > LARGEST_MAX_KEYS) {
                throw InvalidOptionException.outside("maxKeys", 1, LARGEST_MAX_KEYS, keys);
            }
            this.maxKeys = keys;
            return this;
        }

        /** Allows http to other machines. This is an opt-out: everyone on the network path can replace the keys. */
        public Builder allowUnencryptedHttp() {
            this.isPlainHttpAllowed = true;
            return this;
        }

        /**
         * Sets the time by which keys age, for tests. Default: monotonic time, plus the lead of the time of day after
         * the machine slept. Setting the computer's clock back does not change the default.
         */
        public Builder clock(InstantSource clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds the set. Nothing is fetched yet.
         *
         * @throws IllegalArgumentException if the address is not https, or http to loopback, or has user info or a
         *     fragment. Also if the issuer of a discovered set has a query
         */
        public RemoteJwkSet build() {
            if (isDiscovered) {
                JwksUri.checkIssuer(location, isPlainHttpAllowed);
            } else {
                JwksUri.check(location, isPlainHttpAllowed);
            }
            return new RemoteJwkSet(new JwkSetSettings(
                    location, isDiscovered, policy, maxBytes, maxKeys, isPlainHttpAllowed, fetcher, clock));
        }
    }
}
