package io.github.jotguard.jwks;

import io.github.jotguard.http.UnusableResponseException;
import io.github.jotguard.logging.SafeLogging;
import java.io.IOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds every fetcher, a user's too, to the limit of bytes, and logs what it throws at DEBUG. */
record BoundedFetcher(JwkSetFetcher fetcher, int maxBytes) implements JwkSetFetcher {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteJwkSet.class);

    /** From this part of the limit on, people are told. */
    static final double NEARLY_FULL = 0.75;

    @Override
    public Response fetch(URI uri) throws IOException, InterruptedException {
        try {
            Response response = fetcher.fetch(uri);
            if (response.body().length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return response;
        } catch (Throwable failure) {
            SafeLogging.run(() -> LOG.debug("The fetch from {} failed", uri.getHost(), failure));
            throw failure;
        }
    }

    /** Says so before a set that grows outgrows the limit. */
    Response noticeSize(Response response, JwkSetSource.Progress progress) {
        if (response.body().length > maxBytes * NEARLY_FULL) {
            progress.notice("it is larger than " + (int) (100 * NEARLY_FULL) + " % of maxBytes, which is " + maxBytes
                    + "; raise maxBytes, because a set beyond it is rejected as a whole");
        }
        return response;
    }

    static JwkSetFetchException tooLarge(int maxBytes) {
        return new JwkSetFetchException(UnusableResponseException.tooLargeText(maxBytes));
    }
}
