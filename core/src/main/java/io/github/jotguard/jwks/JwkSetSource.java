package io.github.jotguard.jwks;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a JWK Set from the network. Called on a thread of its own, which is interrupted when the fetch is given up. */
@FunctionalInterface
interface JwkSetSource {

    /**
     * Fetches the set.
     *
     * @param known the JWKS URI that the issuer's metadata named, or null
     * @param isMetadataDue whether to read the metadata again
     */
    JwkSetFetcher.Response fetch(@Nullable URI known, boolean isMetadataDue, Progress progress) throws Exception;

    /** Returns the phase of the newest fetch in fixed words, if it is known. */
    default Optional<String> phase() {
        return Optional.empty();
    }

    /** Receives the progress of a fetch before it ends. Calls are ignored after the fetch was given up. */
    interface Progress {

        /** Receives the JWKS URI that was read from the issuer's metadata. */
        void metadataRead(URI jwksUri, Optional<Duration> maxAge);

        /** Receives a notice about the set for people, in words fit for a log. */
        void notice(String text);
    }
}
