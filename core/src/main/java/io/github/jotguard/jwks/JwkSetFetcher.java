package io.github.jotguard.jwks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a JWK Set is fetched: a URI in, bytes and freshness out. {@link HttpJwkSetFetcher#builder()} makes one with a TLS context, a proxy or
 * headers; implement this for another HTTP client. Called by one thread at a time for one {@link RemoteJwkSet}, and never by a request's thread; it is interrupted when its deadline has passed.
 */
@FunctionalInterface
public interface JwkSetFetcher {

    /**
     * Fetches what is at the address.
     *
     * @throws JwkSetFetchException if the issuer says when to ask again, or to give the reason in fixed words
     * @throws IOException for every other failure
     * @throws InterruptedException when the deadline of the fetch has passed
     */
    Response fetch(URI uri) throws IOException, InterruptedException;

    /** What was fetched. Immutable as long as nobody writes to the bytes. */
    final class Response {

        private final byte[] body;
        private final Optional<Duration> maxAge;

        /**
         * With the bytes, decoded if they were compressed, and with how long the issuer says that they are fresh ({@code Cache-Control:
         * max-age}, RFC 9111 §5.2.2.1).
         */
        public Response(byte[] body, Optional<Duration> maxAge) {
            this.body = body;
            this.maxAge = maxAge;
        }

        /** The bytes. */
        public byte[] body() {
            return body;
        }

        /** How long they are fresh, if the issuer says so. */
        public Optional<Duration> maxAge() {
            return maxAge;
        }
    }
}
