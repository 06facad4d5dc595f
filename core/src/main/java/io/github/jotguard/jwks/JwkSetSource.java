package io.github.jotguard.jwks;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One network read of a JWK Set; called on a thread of its own, which is interrupted when the fetch is given up. */
@FunctionalInterface
interface JwkSetSource {

    /**
     * Fetches the set.
     *
     * @param known the address that the issuer's metadata named, or null
     * @param isMetadataDue whether to read the metadata again
     */
    JwkSetFetcher.Response fetch(@Nullable URI known, boolean isMetadataDue, Progress progress) throws Exception;

    /** Where the newest fetch is, in fixed words, if that is known. */
    default Optional<String> phase() {
        return Optional.empty();
    }

    /** What a fetch reports before it ends; ignored once it was given up. */
    interface Progress {

        /** The issuer's metadata were read. */
        void metadataRead(URI jwksUri, Optional<Duration> maxAge);

        /** People should know this of the set, in words fit for a log. */
        void notice(String text);
    }
}
