package io.github.jotguard.http;

import java.time.Duration;
import java.util.Optional;

/** The decoded body of a response with status 200, and its freshness. */
public final class HttpResponse {

    private final byte[] body;
    private final Optional<Duration> freshFor;

    HttpResponse(byte[] body, Optional<Duration> freshFor) {
        this.body = body;
        this.freshFor = freshFor;
    }

    /** Returns the bytes, not copied. */
    public byte[] body() {
        return body;
    }

    /** Returns {@code Cache-Control: max-age} less {@code Age} (RFC 9111 §5.2.2.1); empty if the response has none. */
    public Optional<Duration> freshFor() {
        return freshFor;
    }
}
