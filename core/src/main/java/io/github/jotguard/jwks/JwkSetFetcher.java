package io.github.jotguard.jwks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches a JWK Set from a URI. Implement it to use another HTTP client. {@link HttpJwkSetFetcher#builder()} makes one
 * with a TLS context, a proxy or headers.
 *
 * <p>One {@link RemoteJwkSet} calls it from one thread at a time, unless an earlier call ignored its interrupt. It
 * never calls it from the thread of a request. The thread is interrupted when the deadline of the fetch has passed.
 */
@FunctionalInterface
public interface JwkSetFetcher {

    /**
     * Fetches the content of a URI.
     *
     * @param uri the JWKS URI, or the address of the issuer's metadata
     * @return the body and its freshness
     * @throws JwkSetFetchException if the issuer requests a delay, or to report the cause in fixed words
     * @throws IOException for every other failure
     * @throws InterruptedException if the deadline of the fetch has passed
     */
    Response fetch(URI uri) throws IOException, InterruptedException;

    /** The content of a response. Immutable if the bytes are not changed. */
    final class Response {

        private final byte[] body;
        private final Optional<Duration> maxAge;

        /**
         * Creates a response.
         *
         * @param body the bytes, decoded if they were compressed
         * @param maxAge the freshness that the issuer sends ({@code Cache-Control: max-age}, RFC 9111 §5.2.2.1); empty
         *     if it sends none
         */
        public Response(byte[] body, Optional<Duration> maxAge) {
            this.body = body;
            this.maxAge = maxAge;
        }

        /** Returns the bytes, which are not copied. */
        public byte[] body() {
            return body;
        }

        /** Returns the freshness that the issuer sends; empty if it sends none. */
        public Optional<Duration> maxAge() {
            return maxAge;
        }
    }
}
