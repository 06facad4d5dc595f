package io.github.jotguard.jwks;

import io.github.jotguard.http.UnusableResponseException;
import java.io.IOException;
import java.net.URI;
import java.util.function.BiConsumer;

/**
 * Applies the limit of bytes to every fetcher, including those of users.
 *
 * @param failures receives the exception of each failed fetch, for the log
 */
record BoundedFetcher(JwkSetFetcher fetcher, int maxBytes, BiConsumer<URI, Throwable> failures)
        implements JwkSetFetcher {

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
            failures.accept(uri, failure);
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
