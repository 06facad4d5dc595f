package io.github.jotguard.jwks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches with the JDK's client: status 200 only, no redirects, no cookies, no compression, no credentials, and not a byte more than
 * the limit. The client is made at the first fetch.
 */
final class HttpJwkSetFetcher implements JwkSetFetcher, AutoCloseable {

    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?(\\d{1,10})");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final int OK = 200;

    private final int maxBytes;
    private final Duration connectTimeout;
    private @Nullable HttpClient client;

    HttpJwkSetFetcher(int maxBytes, Duration connectTimeout) {
        this.maxBytes = maxBytes;
        this.connectTimeout = connectTimeout;
    }

    @Override
    public Response fetch(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client().sendAsync(request, this::body);
        try {
            HttpResponse<byte[]> response = exchange.get();
            return new Response(response.body(), maxAge(response.headers()));
        } catch (ExecutionException failure) {
            throw asIoException(failure.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connectTimeout)
                    .build();
        }
        return client;
    }

    /** Ends the client's threads: at once where the JDK can (21 and up), else when the client is collected. */
    @Override
    public synchronized void close() {
        if (client != null) {
            ClientClosing.close(client);
            client = null;
        }
    }

    /** Looks at the status and the headers before a byte of the body is kept. */
    private HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo answer) {
        if (answer.statusCode() != OK) {
            return new Refusing(
                    new JwkSetFetchException("HTTP status " + answer.statusCode(), retryAfter(answer.headers())));
        }
        Optional<String> encoding = answer.headers().firstValue("Content-Encoding");
        if (encoding.isPresent() && !encoding.get().equalsIgnoreCase("identity")) {
            return new Refusing(new JwkSetFetchException("an encoded answer, which was not asked for"));
        }
        return new Limited(maxBytes);
    }

    private static Optional<Duration> maxAge(HttpHeaders headers) {
        String directives = String.join(",", headers.allValues("Cache-Control")).toLowerCase(Locale.ROOT);
        Matcher matcher = MAX_AGE.matcher(directives);
        if (directives.contains("no-store") || directives.contains("no-cache")) {
            return Optional.of(Duration.ZERO);
        }
        return matcher.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }

    /** {@code Retry-After}, or {@code X-Retry-After} as Better Auth's rate limit sends it; in seconds. */
    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .or(() -> headers.firstValue("X-Retry-After"))
                .map(String::strip)
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    private static IOException asIoException(@Nullable Throwable failure) {
        return failure instanceof IOException io ? io : new IOException(failure);
    }

    /** Refuses an answer without reading it. */
    private record Refusing(JwkSetFetchException why) implements HttpResponse.BodySubscriber<byte[]> {

        @Override
        public CompletionStage<byte[]> getBody() {
            return CompletableFuture.failedFuture(why);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> item) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    /** Keeps at most so many bytes, whatever {@code Content-Length} says. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {

        private final int maxBytes;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        Limited(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (buffer.remaining() > maxBytes - received.size()) {
                    refuse();
                    return;
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                received.write(bytes, 0, bytes.length);
            }
        }

        private void refuse() {
            if (subscription != null) {
                subscription.cancel();
            }
            body.completeExceptionally(new JwkSetFetchException("an answer of more than " + maxBytes + " bytes"));
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(received.toByteArray());
        }
    }
}
