package io.github.jotguard.example.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The parts of an HTTP request that a route needs. */
final class Request {

    /** The longest body that is read: 64 KiB. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    /**
     * The largest part of a longer body that is read and discarded, so that a client that sends before it reads still
     * gets its 413.
     */
    private static final long MAX_DISCARDED_BYTES = 16L * 1024 * 1024;

    private static final int MAX_USER_AGENT_LENGTH = 512;

    private final HttpExchange exchange;

    Request(HttpExchange exchange) {
        this.exchange = exchange;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** Returns the path as it was sent; empty if the request's target has none. */
    String path() {
        return Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), "");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** Returns the first cookie of that name, as it was sent. */
    Optional<String> cookie(String name) {
        for (String pair : header("Cookie").orElse("").split(";", -1)) {
            String cookie = pair.strip();
            if (cookie.startsWith(name + "=")) {
                return Optional.of(cookie.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** Returns the user agent in printable ASCII, cut at 512 characters; empty if it was not sent. */
    String userAgent() {
        String printable = header("User-Agent").orElse("").replaceAll("[^ -~]", "");
        return printable.substring(0, Math.min(printable.length(), MAX_USER_AGENT_LENGTH));
    }

    /**
     * Reads the body as JSON.
     *
     * @throws ApiException if it is not declared as JSON, is too long, or is no JSON object
     */
    Fields fields() throws IOException {
        String type = header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        byte[] body = body();
        if (!type.equals("application/json")) {
            throw new ApiException(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json");
        }
        return Fields.of(body);
    }

    private byte[] body() throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
        if (body.length <= MAX_BODY_BYTES) {
            return body;
        }
        byte[] discarded = new byte[MAX_BODY_BYTES];
        long left = MAX_DISCARDED_BYTES;
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            read = in.read(discarded);
        }
        throw new ApiException(413, "PAYLOAD_TOO_LARGE", "The body is longer than 64 KiB");
    }
}
