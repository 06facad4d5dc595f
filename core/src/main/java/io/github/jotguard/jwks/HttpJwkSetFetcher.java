package io.github.jotguard.jwks;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.http.FetchPhase;
import io.github.jotguard.http.FetchTarget;
import io.github.jotguard.http.HttpExchange;
import io.github.jotguard.http.HttpFetchSettings;
import io.github.jotguard.http.HttpResponse;
import io.github.jotguard.http.NoResponseException;
import io.github.jotguard.http.UnusableResponseException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a JWK Set with one HTTP/1.1 GET over a new connection. This is the default fetcher. Immutable and
 * thread-safe. It accepts status 200 only, follows no redirect and reads at most the maximum number of bytes. It sends
 * no cookies, and no credentials except the headers that are set here. It uses no JVM-wide state other than the default
 * {@link SSLContext} and {@link ProxySelector}. An interrupt or the deadline of the key set closes the connection at
 * once.
 */
public final class HttpJwkSetFetcher implements JwkSetFetcher {

    /**
     * Maximum number of fetches that were given up and have not ended, for example because the lookup of a host name
     * hangs.
     */
    static final int MAX_STUCK = 4;

    private static final Duration DEFAULT_DEADLINE = RefreshPolicy.defaults().fetchDeadline();

    private final HttpFetchSettings settings;
    private final AtomicInteger stuck = new AtomicInteger();
    private volatile @Nullable HttpExchange newest;

    HttpJwkSetFetcher(HttpFetchSettings settings) {
        this.settings = settings;
    }

    /** Returns a builder, for a private certificate authority, a client certificate, a proxy or headers. */
    public static Builder builder() {
        return new Builder(HttpFetchSettings.defaults(RemoteJwkSet.Builder.DEFAULT_MAX_BYTES, DEFAULT_DEADLINE));
    }

    /** Returns a copy with the limits of a key set, which sends headers only to the origin of that set. */
    HttpJwkSetFetcher within(int maxBytes, Duration deadline, URI origin) {
        try {
            return new HttpJwkSetFetcher(settings.within(maxBytes, deadline, FetchTarget.of(origin)));
        } catch (IOException checkedBefore) {
            throw new IllegalArgumentException(checkedBefore);
        }
    }

    /** Returns the phase of the newest fetch, or its last phase if it has ended. */
    Optional<String> phase() {
        return Optional.ofNullable(newest).map(HttpExchange::phase).map(FetchPhase::words);
    }

    /** {@inheritDoc} */
    @Override
    public Response fetch(URI uri) throws IOException, InterruptedException {
        if (stuck.get() >= MAX_STUCK) {
            throw new NoResponseException("earlier fetches still hang, probably looking up the host");
        }
        HttpExchange exchange = new HttpExchange(FetchTarget.of(uri), settings);
        AtomicBoolean isOver = new AtomicBoolean();
        FutureTask<HttpResponse> task = new FutureTask<>(() -> call(exchange, isOver));
        // On a thread of its own, because neither the lookup of a host name nor a socket can be interrupted.
        SystemRefreshScheduler.daemon(task).start();
        newest = exchange;
        try {
            HttpResponse response = task.get(settings.deadline().toNanos(), TimeUnit.NANOSECONDS);
            return new Response(response.body(), response.freshFor());
        } catch (TimeoutException late) {
            throw new NoResponseException(tooLate(settings.deadline(), phase()), late);
        } catch (ExecutionException failure) {
            throw translated(failure.getCause());
        } finally {
            if (isOver.compareAndSet(false, true)) {
                stuck.incrementAndGet(); // until its thread ends
            }
            exchange.close();
        }
    }

    /** Counts the end of its thread before the response is seen, so that the next fetch finds it. */
    private HttpResponse call(HttpExchange exchange, AtomicBoolean isOver) throws IOException {
        try {
            return exchange.call();
        } finally {
            if (!isOver.compareAndSet(false, true)) {
                stuck.decrementAndGet();
            }
        }
    }

    private static IOException translated(@Nullable Throwable cause) {
        if (cause instanceof UnusableResponseException unusable) {
            JwkSetFetchException failure = new JwkSetFetchException(
                    String.valueOf(unusable.getMessage()), unusable.retryAfter().orElse(null));
            failure.initCause(unusable);
            return failure;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    static String tooLate(Duration deadline, Optional<String> phase) {
        return "no complete response within " + deadline
                + phase.map(where -> ", " + where).orElse("");
    }

    /** The settings of a fetcher. Immutable and thread-safe: each method returns a changed copy. */
    public static final class Builder {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+");
        /** Names of headers that are fixed, because they determine the form of the response. */
        private static final Set<String> RESERVED = Set.of(
                "host",
                "user-agent",
                "accept",
                "accept-encoding",
                "connection",
                "content-length",
                "transfer-encoding",
                "te",
                "trailer",
                "upgrade",
                "expect");

        private final HttpFetchSettings settings;

        private Builder(HttpFetchSettings settings) {
            this.settings = settings;
        }

        /**
         * Sets the TLS context, for a private certificate authority or a client certificate. Default:
         * {@link SSLContext#getDefault()}.
         */
        public Builder sslContext(SSLContext context) {
            requireNonNull(context, "context");
            return sslContext(() -> context);
        }

        /**
         * Sets the supplier of the TLS context, for certificates that change while the application runs.
         *
         * @param context called at every fetch
         */
        public Builder sslContext(Supplier<SSLContext> context) {
            return new Builder(settings.withTls(requireNonNull(context, "context")));
        }

        /** Sets the proxy selector. Default: {@link ProxySelector#getDefault()}, called at every fetch. */
        public Builder proxySelector(ProxySelector selector) {
            return new Builder(settings.withProxies(requireNonNull(selector, "selector")));
        }

        /**
         * Adds a header. A {@link RemoteJwkSet} sends it only to the scheme, host and port of its JWKS URI or issuer. A
         * {@code jwks_uri} on another host never receives it.
         *
         * @param name letters, digits and hyphens
         * @param value called at every fetch; returns printable ASCII
         * @throws IllegalArgumentException if the name is malformed or is that of a fixed header, such as {@code Host}
         */
        public Builder header(String name, Supplier<String> value) {
            if (!NAME.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "A header's name must be made of letters, digits and \"-\", and not be one that is fixed");
            }
            return new Builder(settings.withHeader(name, requireNonNull(value, "value")));
        }

        /**
         * Builds the fetcher. Outside a {@link RemoteJwkSet} it reads at most 262,144 bytes and takes at most 10
         * seconds.
         */
        public HttpJwkSetFetcher build() {
            return new HttpJwkSetFetcher(settings);
        }
    }
}
