package io.github.jotguard.jwks;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.KeysListener;
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
 * The JWK Set that an issuer publishes (RFC 7517 §5), fetched when first needed, refreshed in the background before it gets old, and used on
 * for a bounded time while the issuer is down. Thread-safe. Nothing runs and nothing is fetched before the first use or
 * {@link #preload()}. What runs ends with {@link #close()}, and when the last verifier that uses it is closed.
 */
public final class RemoteJwkSet implements VerificationKeys {

    private final JwkSetSettings settings;
    private final List<KeysListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock life = new ReentrantLock();
    /** Replaced when a verifier uses the set after the last user was gone. */
    private volatile JwkSetCache open;
    /** How many verifiers use it; guarded by {@code life}, as is what follows. */
    private int users;

    private boolean isReleased;
    private boolean isClosed;

    private RemoteJwkSet(JwkSetSettings settings) {
        this.settings = settings;
        this.open = settings.open(listeners);
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
     * @throws KeysUnavailableException if there is no usable set, or it cannot be told whether the issuer has such a key
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
    public List<VerificationKey> findNewer(JwsHeader header) {
        return open.findNewer(header);
    }

    /** Fetches the set now if that was not done yet, and waits until that has succeeded or failed, which the deadline of a fetch bounds. Never fails. */
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
     * Begins the use by a verifier. A set whose last user was gone, and which was not closed itself, is fetched anew.
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

    /** Ends the use by a verifier. With the last one the background refresh and its threads end. */
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
     * Ends the background refresh and its threads, for all verifiers that use the set. Known keys are used on for twice their freshness at most;
     * after that, and for unknown keys, finding throws {@link KeysUnavailableException}.
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

    /** Shows the address without its query. */
    @Override
    public String toString() {
        return "RemoteJwkSet[" + AddressText.of(settings.location()) + "]";
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
                throw new InvalidOptionException(
                        "maxBytes", "must be between 1 and " + LARGEST_MAX_BYTES + ", but is " + bytes);
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
                throw new InvalidOptionException(
                        "maxKeys", "must be between 1 and " + LARGEST_MAX_KEYS + ", but is " + keys);
            }
            this.maxKeys = keys;
            return this;
        }

        /** An opt-out: keys may come over http from another machine, so whoever is in between can replace them. */
        public Builder allowUnencryptedHttp() {
            this.isPlainHttpAllowed = true;
            return this;
        }

        /**
         * The time by which keys age, for tests. Default: monotonic time, plus what the time of day is ahead of it after the machine slept;
         * setting the computer's clock back does not move it.
         */
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
                JwksUri.checkIssuer(location, isPlainHttpAllowed);
            } else {
                JwksUri.check(location, isPlainHttpAllowed);
            }
            return new RemoteJwkSet(new JwkSetSettings(
                    location, isDiscovered, policy, maxBytes, maxKeys, isPlainHttpAllowed, fetcher, clock));
        }
    }
}
