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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The default fetcher: one HTTP/1.1 GET over a new connection, closed with its response. Accepts status 200 only, follows no redirect, sends no
 * cookies and no credentials except the headers that are set here, reads at most the limit of bytes, and uses no JVM-wide state other than the
 * default {@link SSLContext} and {@link ProxySelector}. An interrupt or the deadline of the key set closes the connection at once. Immutable
 * and thread-safe.
 */
public final class HttpJwkSetFetcher implements JwkSetFetcher {

    /** Fetches that were given up and have not ended, such as in a look-up of a host name that hangs. */
    static final int MAX_STUCK = 4;

    private static final Duration DEFAULT_DEADLINE = RefreshPolicy.defaults().fetchDeadline();

    private final HttpFetchSettings settings;
    private final Semaphore threads = new Semaphore(MAX_STUCK);
    private volatile @Nullable HttpExchange newest;

    HttpJwkSetFetcher(HttpFetchSettings settings) {
        this.settings = settings;
    }

    /** Begins the settings of a fetcher with a private certificate authority, a client certificate, a proxy or headers. */
    public static Builder builder() {
        return new Builder(HttpFetchSettings.defaults(RemoteJwkSet.Builder.DEFAULT_MAX_BYTES, DEFAULT_DEADLINE));
    }

    /** The same held to the limits of a key set, with headers for the origin of that only. */
    HttpJwkSetFetcher within(int maxBytes, Duration deadline, URI origin) {
        try {
            return new HttpJwkSetFetcher(settings.within(maxBytes, deadline, FetchTarget.of(origin)));
        } catch (IOException checkedBefore) {
            throw new IllegalArgumentException(checkedBefore);
        }
    }

    /** Where the newest fetch is, or was when it ended. */
    Optional<String> phase() {
        return Optional.ofNullable(newest).map(HttpExchange::phase).map(FetchPhase::words);
    }

    /** {@inheritDoc} */
    @Override
    public Response fetch(URI uri) throws IOException, InterruptedException {
        HttpExchange exchange = new HttpExchange(FetchTarget.of(uri), settings);
        FutureTask<HttpResponse> task = new FutureTask<>(exchange);
        start(task);
        newest = exchange;
        try {
            HttpResponse response = task.get(settings.deadline().toNanos(), TimeUnit.NANOSECONDS);
            return new Response(response.body(), response.freshFor());
        } catch (TimeoutException late) {
            throw new NoResponseException(tooLate(settings.deadline(), phase()), late);
        } catch (ExecutionException failure) {
            throw translated(failure.getCause());
        } finally {
            exchange.close();
        }
    }

    private static IOException translated(@Nullable Throwable cause) {
        if (cause instanceof UnusableResponseException unusable) {
            return new JwkSetFetchException(
                    String.valueOf(unusable.getMessage()), unusable.retryAfter().orElse(null));
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    static String tooLate(Duration deadline, Optional<String> phase) {
        return "no whole answer within " + deadline
                + phase.map(where -> ", " + where).orElse("");
    }

    /** On a thread of its own, because neither a look-up of a host name nor a socket can be interrupted. */
    private void start(Runnable task) throws NoResponseException {
        if (!threads.tryAcquire()) {
            throw new NoResponseException("earlier fetches still hang, probably looking up the host");
        }
        boolean isStarted = false;
        try {
            SystemRefreshScheduler.daemon(() -> run(task)).start();
            isStarted = true;
        } finally {
            if (!isStarted) {
                threads.release();
            }
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } finally {
            threads.release();
        }
    }

    /** The settings of a fetcher. Immutable: each method returns a changed copy. */
    public static final class Builder {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+");
        /** They say how the response is sent, which is fixed. */
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

        /** Sets the TLS context, for a private certificate authority or a client certificate. Default: {@link SSLContext#getDefault()}. */
        public Builder sslContext(SSLContext context) {
            requireNonNull(context, "context");
            return sslContext(() -> context);
        }

        /** Sets where the TLS context comes from, asked at every fetch, for certificates that change while the application runs. */
        public Builder sslContext(Supplier<SSLContext> context) {
            return new Builder(settings.withTls(requireNonNull(context, "context")));
        }

        /** Sets which proxies are used. Default: {@link ProxySelector#getDefault()}, asked at every fetch. */
        public Builder proxySelector(ProxySelector selector) {
            return new Builder(settings.withProxies(requireNonNull(selector, "selector")));
        }

        /**
         * Adds a header. In a {@link RemoteJwkSet} it is sent only to scheme, host and port of the set's own address or issuer, so never to a
         * {@code jwks_uri} elsewhere.
         *
         * @param value asked at every fetch; printable ASCII
         * @throws IllegalArgumentException if the name is malformed or one of the headers that are fixed, such as {@code Host}
         */
        public Builder header(String name, Supplier<String> value) {
            if (!NAME.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "A header's name must be made of letters, digits and \"-\", and not be one that is fixed");
            }
            return new Builder(settings.withHeader(name, requireNonNull(value, "value")));
        }

        /** Builds the fetcher. Outside a {@link RemoteJwkSet} it reads 262,144 bytes and takes 10 seconds at most. */
        public HttpJwkSetFetcher build() {
            return new HttpJwkSetFetcher(settings);
        }
    }
}
