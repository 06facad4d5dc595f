package io.github.jotguard.jwks;

import io.github.jotguard.http.UnusableResponseException;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.SafeLogging;
import java.io.IOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the limit of bytes to every fetcher, including those of users, and logs failures at DEBUG. */
record BoundedFetcher(JwkSetFetcher fetcher, int maxBytes) implements JwkSetFetcher {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.JWKS);

    /** Part of the limit from which on the size is logged. */
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

    /** Reports the size of a set that approaches the limit. */
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
