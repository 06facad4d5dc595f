package io.github.jotguard.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One HTTP answer, and how to ask for it. */
record Http(int status, String body, Map<String, List<String>> headers) {
    private static final int TIMEOUT_MILLIS = 10_000;

    static Http get(URI uri) throws IOException {
        return send("GET", uri);
    }

    /** Asks from a thread of its own; a failure is an {@link UncheckedIOException}. */
    static CompletableFuture<Http> getInBackground(URI uri) {
        CompletableFuture<Http> answer = new CompletableFuture<>();
        Thread client = new Thread(() -> {
            try {
                answer.complete(get(uri));
            } catch (IOException failed) {
                answer.completeExceptionally(new UncheckedIOException(failed));
            }
        });
        client.setDaemon(true);
        client.start();
        return answer;
    }

    static Http send(String method, URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Http(status, body, connection.getHeaderFields());
        }
    }

    /** The values of a header field, whose name is not case-sensitive (RFC 9110 §5.1). */
    List<String> header(String name) {
        return headers.entrySet().stream()
                .filter(field -> name.equalsIgnoreCase(field.getKey()))
                .flatMap(field -> field.getValue().stream())
                .toList();
    }
}
