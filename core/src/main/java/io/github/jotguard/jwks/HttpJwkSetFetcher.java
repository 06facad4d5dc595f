package io.github.jotguard.jwks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches with the JDK's client: status 200 only, no redirects, no cookies, no compression, no credentials, and not a byte more than
 * the limit. The client is made at the first fetch.
 */
final class HttpJwkSetFetcher implements JwkSetFetcher, AutoCloseable {

    private static final int OK = 200;
    private static final int IDLE_SECONDS = 1;

    private final int maxBytes;
    private final Duration connectTimeout;
    private @Nullable ExecutorService executor;
    private @Nullable HttpClient client;
    private boolean isClosed;

    HttpJwkSetFetcher(int maxBytes, Duration connectTimeout) {
        this.maxBytes = maxBytes;
        this.connectTimeout = connectTimeout;
    }

    @Override
    public Response fetch(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        // An idle connection remembers its last handler; one that led back to the client would keep a forgotten client
        // alive.
        int limit = maxBytes;
        CompletableFuture<HttpResponse<byte[]>> exchange = client().sendAsync(request, answer -> body(answer, limit));
        try {
            HttpResponse<byte[]> response = exchange.get();
            return new Response(response.body(), new AnswerHeaders(response.headers()).freshFor());
        } catch (ExecutionException failure) {
            throw asIoException(failure.getCause());
        } finally {
            exchange.cancel(true); // when interrupted: closes the connection
        }
    }

    private synchronized HttpClient client() throws IOException {
        if (isClosed) {
            throw new JwkSetFetchException("the key set is closed");
        }
        if (client == null) {
            executor = new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    SystemTimeline::daemon);
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connectTimeout)
                    .executor(executor)
                    .build();
        }
        return client;
    }

    /** Ends the client's threads; one is only ended at once where the JDK can (21 and up), else when the client is collected. */
    @Override
    public synchronized void close() {
        isClosed = true;
        if (client != null) {
            ClientClosing.close(client);
            client = null;
        }
        if (executor != null) {
            executor.shutdown();
            executor = null;
        }
    }

    /** Looks at the status and the headers before a byte of the body is kept. */
    private static HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo answer, int maxBytes) {
        if (answer.statusCode() != OK) {
            return BoundedBody.refused(new JwkSetFetchException(
                    "HTTP status " + answer.statusCode(), new AnswerHeaders(answer.headers()).retryAfter()));
        }
        Optional<String> encoding = answer.headers().firstValue("Content-Encoding");
        if (encoding.isPresent() && !encoding.get().equalsIgnoreCase("identity")) {
            return BoundedBody.refused(new JwkSetFetchException("an encoded answer, which was not asked for"));
        }
        return BoundedBody.ofAtMost(maxBytes);
    }

    private static IOException asIoException(@Nullable Throwable failure) {
        return failure instanceof IOException io ? io : new IOException(failure);
    }
}
